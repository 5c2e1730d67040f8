/// What may be expected of making a run again.
///
/// Floating-point results depend on the build, the processor, the threads and the shape of batches. Strict mode fixes that shape;
/// fast mode only where the engine has done nothing before.
public struct RerunPromise: Sendable, Hashable {
    /// Why the text may come out differently, in sentences; none means that it has to be the same.
    public var doubts: [String]

    /// Whether the same text is promised.
    public var isSameText: Bool { doubts.isEmpty }

    /// What a run that was recorded can promise where it is made again, as the only run of a new process.
    ///
    /// - Parameters:
    ///   - run: the run as it was.
    ///   - machine: what it would be computed on.
    ///   - model: the model that is there now, under the lanes' settings.
    public init(_ run: RunRecord, on machine: MachineRecord, model: ModelRecord) {
        doubts = []
        func differs(_ what: String, _ then: String, _ now: String) {
            guard then != now else { return }
            doubts.append("\(what) is another one: \(then.isEmpty ? "unknown" : then) then, \(now) now.")
        }
        for lane in run.lanes {
            let then = lane.model
            guard let sha256 = then.sha256, model.sha256 != nil else {
                doubts.append("It isn't known whether the model is the same, because its checksum isn't.")
                break
            }
            guard sha256 == model.sha256 else {
                doubts.append("The model is another one: \(then.name), and \(model.name) now.")
                break
            }
        }
        differs("Lathe", run.machine.lathe, machine.lathe)
        if let then = run.lanes.first?.model {
            differs("llama.cpp", then.build, model.build)
            differs("The context's length", "\(then.contextLength)", "\(model.contextLength)")
        }
        differs("The processor", run.machine.processor, machine.processor)
        differs("The number of threads", "\(run.machine.threads)", "\(machine.threads)")
        if run.isCancelled { doubts.append("The run was cancelled, so it ended where nobody can know again.") }
        guard run.mode != "strict" else { return }
        differs("The padding of batches", Self.text(run.machine.padding), Self.text(machine.padding))
        if run.origin == .screen {
            doubts.append("It ran in fast mode in the workbench, where text depends on what the engine did before.")
        } else if !run.isFresh {
            doubts.append(
                "It ran in fast mode after others in one process, and text depends on what the engine did before.")
        }
    }

    private static func text(_ padding: [Int]) -> String {
        padding.isEmpty ? "none" : padding.map { "\($0)" }.joined(separator: " ")
    }
}
