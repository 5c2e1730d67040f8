import Lanes

extension [PlannedLane] {
    /// Asks the servers of these lanes for their builds, each once. Lanes that run on no server aren't in the result.
    func serverBuilds() async -> [String: ServerBuilds] {
        let engines = Dictionary(map { ($0.backend.key, $0.backend.engine) }, uniquingKeysWith: { first, _ in first })
        let found = await withTaskGroup(of: (String, ServerBuilds?).self) { group in
            for (key, engine) in engines { group.addTask { (key, await engine.serverBuilds()) } }
            return await group.reduce(into: [String: ServerBuilds]()) { $0[$1.0] = $1.1 }
        }
        return reduce(into: [:]) { $0[$1.lane.name] = found[$1.backend.key] }
    }
}
