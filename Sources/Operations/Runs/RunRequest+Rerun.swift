import Foundation
import History
import Lanes
import Prompting

extension RunRequest {
    /// Creates the request that makes a recorded run again, on an engine for each lane.
    ///
    /// Chat templates are told the date of `original`, the run that was made first. A lane on a model here sends the text that
    /// it sent then, unless `isElsewhere` says that it runs on another model than then.
    package init(again run: RunRecord, original: RunRecord, on backends: [Backend], isElsewhere: Bool) {
        var lanes = run.lanes.map(\.request)
        // A projector belongs to its model.
        if isElsewhere { for index in lanes.indices { lanes[index].prompt.chat.projector = nil } }
        for (index, backend) in backends.enumerated() where backend.model != nil && !isElsewhere {
            let stage = run.lanes[index].result.samples.first?.stages.first
            guard lanes[index].prompt.layout == .chat, let sent = stage?.prompt, !sent.isEmpty else { continue }
            lanes[index].prompt.chat.sent = sent
        }
        self.init(
            lanes: lanes, mode: RunMode(rawValue: run.mode) ?? .fast,
            date: Int64(original.date.timeIntervalSince1970))
    }

    /// Returns what the engines have to say about the prompts of the lanes.
    ///
    /// A lane that can't be rendered has no notices; its run says why.
    package func notices(on backends: [Backend]) -> [String] {
        zip(lanes, backends).reduce(into: []) { notices, lane in
            let said = (try? lane.1.engine.render(lane.0.prompt, date: date).notices) ?? []
            notices += said.filter { !notices.contains($0) }
        }
    }
}
