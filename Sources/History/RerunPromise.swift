/// Says whether a run that is made again must give the same text.
///
/// Floating-point results depend on the build, the processor, the threads and the shape of batches. Strict mode fixes
/// that shape. In fast mode the shape is the same only if the engine has done nothing before.
package struct RerunPromise: Sendable, Hashable {
    /// Reasons why the text may come out differently, in sentences; empty if it must be the same.
    package var doubts: [String]

    /// True if the same text is promised.
    package var isSameText: Bool { doubts.isEmpty }

    /// Compares a recorded run with what it would run on now, as the only run of a new process.
    ///
    /// - Parameters:
    ///   - run: The recorded run.
    ///   - machine: The machine that would compute it now.
    ///   - models: The models that the lanes would run on now.
    package init(_ run: RunRecord, on machine: MachineRecord, models: [ModelRecord]) {
        doubts = []
        func differs(_ what: String, _ then: String, _ now: String) {
            guard then != now else { return }
            add("\(what) is different: \(then.isEmpty ? "unknown" : then) then, \(now) now.")
        }
        func add(_ doubt: String) {
            if !doubts.contains(doubt) { doubts.append(doubt) }
        }
        for (then, now) in zip(run.lanes.map(\.model), models) {
            guard !then.isRemote, !now.isRemote else {
                add("\(then.isRemote ? then.name : now.name) is a server, and Lathe doesn't know how it computes.")
                if let old = then.server, let new = now.server {
                    differs("The address of \(now.name)", old.url, new.url)
                    differs("The kind of \(now.name)", old.kind, new.kind)
                }
                continue
            }
            if then.sha256 == nil || now.sha256 == nil {
                add("It isn't known whether the model is the same, because its checksum isn't known.")
            } else if then.sha256 != now.sha256 {
                add("The model is different: \(then.name), and \(now.name) now.")
            }
            differs("llama.cpp", then.build, now.build)
            differs("The context's length", "\(then.contextLength)", "\(now.contextLength)")
        }
        differs("Lathe", run.machine.lathe, machine.lathe)
        differs("The processor", run.machine.processor, machine.processor)
        differs("The number of threads", "\(run.machine.threads)", "\(machine.threads)")
        if run.isCancelled { doubts.append("The run was cancelled, and it can't be stopped at the same token again.") }
        guard run.mode != "strict" else { return }
        if Set(run.lanes.map(\.model.path)).count > 1 {
            add("It ran in fast mode on several models, and the padding of their batches isn't recorded.")
        } else {
            differs("The padding of batches", Self.text(run.machine.padding), Self.text(machine.padding))
        }
        if run.origin == .screen || run.origin == .live {
            doubts.append("It ran in fast mode in the workbench, where the text depends on the engine's earlier work.")
        } else if !run.isFresh {
            doubts.append(
                "It ran in fast mode after other runs in the same process, so the text depends on the engine's earlier work."
            )
        }
    }

    private static func text(_ padding: [Int]) -> String {
        padding.isEmpty ? "none" : padding.map { "\($0)" }.joined(separator: " ")
    }
}
