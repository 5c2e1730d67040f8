import Foundation
import Operations
import Prompting
import Workbench

import class Terminal.LoopMailbox

/// Searches the sources of the prompt on the screen. No function here blocks.
final class SourceDesk: Sendable {
    private let mailbox: LoopMailbox<Workbench.Message>
    private let worker = Worker("sources")
    private let tell: ProgressTeller
    /// Models that embed stay loaded, so that each run needn't wait for them.
    private let embedders: SourceEmbedders

    init(mailbox: LoopMailbox<Workbench.Message>) {
        self.mailbox = mailbox
        let tell: ProgressTeller = { text in
            if let text { mailbox.send(.notice(text, isError: false)) }
        }
        self.tell = tell
        embedders = SourceEmbedders(telling: tell)
    }

    /// Searches, and mails the passages. Searches by meaning come one after another, so that no passage is embedded twice.
    func find(_ question: SourceQuestion) {
        let search: @Sendable () async -> Void = { [mailbox, embedders, tell] in
            do {
                let finder = try await SourceFinder(
                    question.sources, ways: [question.way], in: question.folder, embedders: embedders, telling: tell)
                let found = try await finder.passages(matching: question.query, by: question.way)
                if let notice = finder.notices.first { mailbox.send(.notice(notice, isError: false)) }
                mailbox.send(.files(.passagesFound(question, .success(found))))
            } catch {
                let problem = SourceProblem(screenText(of: error))
                mailbox.send(.files(.passagesFound(question, .failure(problem))))
            }
        }
        guard question.way.embeds else { return worker.start(search) }
        worker.add { [worker] in _ = try? worker.result(of: search) }
    }
}
