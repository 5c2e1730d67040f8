import Evaluation
import Foundation
import Lanes
import Prompting

/// The inputs of a round: lists are asked for, read and filtered.
extension MakingWork {
    struct AskedList {
        var request: LaneRequest
        var seeds: [MakingSeed]
        var label: String?
        var number: Int
    }

    func nextRequests(_ count: Int) throws -> [AskedList] {
        let made = file.waiting.map {
            MakingSeed(values: $0.values, output: $0.output, isMade: true)
        }
        let first = state.withLock { state in
            defer { state.request += count }
            return state.request
        }
        return try (first..<first + count).map { number in
            let label = isOutputFirst ? task.labels[number % task.labels.count] : nil
            let fitting = (seeds + made).filter { seed in
                label.map { label in seed.output.map { task.isSame($0, label) } ?? false } ?? true
            }
            let drawn = SeedDraw.seeds(fitting, request: number, seed: order.seed)
            return AskedList(
                request: try list.request(
                    task, after: drawn, label: label, number: number, seed: order.seed, of: writer.backend),
                seeds: drawn, label: label, number: number)
        }
    }

    /// Returns what a list holds, filtered as far as an input alone can be.
    func items(of result: LaneResult, _ asked: AskedList) throws -> [Listed] {
        guard let sample = result.samples.first else { return [] }
        let (items, cut) = list.items(in: sample, after: asked.seeds, task, of: writer.backend)
        let origin = Candidate.Origin(
            model: writer.backend.name, method: isOutputFirst ? "self-instruct, output first" : "self-instruct",
            settings: list.settingsText, seed: order.seed, request: asked.number)
        func listed(_ item: String, isCut: Bool) -> Listed {
            let values = ListedItems.values(in: item, of: task.names)
            var candidate = Candidate(
                id: 0, kind: order.kind, values: values ?? [:], input: values.map(task.input) ?? item,
                output: asked.label ?? "", origin: origin, run: file.run)
            candidate.drop = fault(in: item, values, isCut: isCut).map { Candidate.Drop($0) }
            return Listed(candidate: candidate, label: asked.label)
        }
        // A list that a limit ended is as short as one that a person asked for: only its last item isn't whole.
        return items.map { listed($0, isCut: false) } + [cut].compactMap(\.self).map { listed($0, isCut: true) }
    }

    private func fault(in item: String, _ values: [String: String]?, isCut: Bool) -> CandidateFilter? {
        if isCut, !order.off.contains(.cut) { return .cut }
        // Braces would be variables in an example.
        guard let values, values.values.allSatisfy({ Template($0).variables.isEmpty }) else { return .form }
        return inputFilters.fault(in: task.content(of: values))
    }

    /// Drops inputs that were made for two outputs, also those of earlier rounds that nobody has decided on.
    func dropConflicts(_ listed: inout [Listed]) throws {
        guard isOutputFirst, !order.off.contains(.conflict) else { return }
        func key(_ candidate: Candidate) -> String { task.content(of: candidate.values).lowercased() }
        var earlier = Dictionary(
            file.candidates.filter { $0.isWaiting }.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
        var places: [String: Int] = [:]
        for index in listed.indices where listed[index].candidate.drop == nil {
            let (name, output) = (key(listed[index].candidate), listed[index].candidate.output)
            if var other = earlier[name], !task.isSame(other.output, output) {
                other.drop = Candidate.Drop(.conflict, "made for \(output) too")
                try file.put(other)
                earlier[name] = nil
                listed[index].candidate.drop = Candidate.Drop(.conflict, "made for \(other.output) too")
            } else if let place = places[name], !task.isSame(listed[place].candidate.output, output) {
                listed[index].candidate.drop = Candidate.Drop(
                    .conflict, "made for \(listed[place].candidate.output) too")
                listed[place].candidate.drop = Candidate.Drop(.conflict, "made for \(output) too")
            } else if places[name] == nil {
                places[name] = index
            }
        }
    }

    /// Returns why an input repeats another; nil if it doesn't, and later ones mustn't repeat it.
    func duplicate(_ candidate: Candidate) -> Candidate.Drop? {
        state.withLock { state in
            let content = task.content(of: candidate.values)
            if !order.off.contains(.evaluation), let match = state.evaluated.match(for: content) {
                return Candidate.Drop(.evaluation, "\(Self.figure(match.score)) with “\(match.text)”")
            }
            if !order.off.contains(.duplicate), let match = state.known.match(for: content) {
                return Candidate.Drop(.duplicate, "\(Self.figure(match.score)) with “\(match.text)”")
            }
            state.known.add(content)
            return nil
        }
    }

    func dropSameMeanings(_ listed: inout [Listed], telling tell: @escaping ProgressTeller) async throws {
        guard let meaning, !order.off.contains(.meaning) else { return }
        let open = listed.indices.filter { listed[$0].candidate.drop == nil }
        let matches = try await meaning.matches(
            open.map { task.content(of: listed[$0].candidate.values) }, telling: tell)
        for (index, match) in zip(open, matches) {
            listed[index].candidate.drop = match.map { Candidate.Drop(.meaning, $0) }
        }
    }

    static func figure(_ score: Double) -> String { String(format: "%.2f", score) }
}
