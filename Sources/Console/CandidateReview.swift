import Evaluation
import Foundation
import Operations
import Prompting
import Reports
import Sampling
import TextLayout

/// A person's decisions on candidates, one at a time. Each is kept before the next is shown.
package final class CandidateReview {
    let plan: MakingPlan
    private var acceptance: Acceptance
    private let most: Int
    /// Only a review that asks changes the terminal.
    private lazy var keys = KeyReader()
    private var decided: [Candidate] = []
    var later: Set<Int> = []
    private var accepted = 0
    private var rejected = 0
    private var notices: [String] = []
    /// The least rating that is kept; nil if nothing is rated.
    var least: Double?
    /// What is said below the next candidate.
    var said = ""
    /// What stands above the next candidate.
    var shown: [String] = []

    /// Prepares decisions on at most so many candidates. `least` is the least rating that is kept; nil if nothing is rated.
    package init(_ plan: MakingPlan, most: Int, least: Double? = nil) {
        (self.plan, self.most, self.least) = (plan, most, least)
        acceptance = plan.acceptance
    }

    private var open: [Candidate] { plan.work.file.waiting.filter { !later.contains($0.id) } }

    /// Accepts all without asking. Returns sentences about it.
    package func acceptAll() throws -> [String] {
        for candidate in open.prefix(most) { try accept(candidate) }
        return try end()
    }

    /// Asks about one candidate after the other. Returns sentences about what was decided.
    package func run() throws -> [String] {
        guard !open.isEmpty else { return [] }
        let restore = Interruption { [keys = UncheckedKeys(keys)] in
            keys.close()
            _exit(130)
        }
        defer { withExtendedLifetime(restore) {} }
        defer { keys.close() }
        while try ask() {}
        return try end()
    }

    private func end() throws -> [String] {
        notices += try acceptance.finish()
        let waiting = plan.work.file.waiting.count
        let place =
            switch acceptance.place {
            case .examples: "in the examples of \(acceptance.prompt.file)"
            case .testData: "in the testData of \(acceptance.prompt.file)"
            case .phrasings: "among the phrasings of \(acceptance.prompt.file)"
            case .file(let path): "in \(path)"
            case .asker: "with who asked for them"
            }
        var sentences = notices
        if accepted > 0 { sentences.append("\(accepted) accepted: \(accepted == 1 ? "it is" : "they are") \(place).") }
        if rejected > 0 { sentences.append("\(rejected) rejected.") }
        if waiting > 0 {
            sentences.append(
                "\(waiting) \(waiting == 1 ? "candidate waits" : "candidates wait") for a decision; the same command goes on with them."
            )
        }
        return sentences
    }

    /// Shows the next candidate and takes a decision. Returns false if the person leaves or nothing is left.
    private func ask() throws -> Bool {
        guard accepted + rejected < most, let candidate = open.first else { return try askForLast() }
        try draw(candidate)
        while true {
            switch keys.next() {
            case .character("a"):
                try accept(candidate)
                return true
            case .character("r"):
                try decide(.rejected, on: candidate)
                rejected += 1
                return true
            case .character("e"): return try edit(candidate)
            case .character("s"):
                later.insert(candidate.id)
                return true
            case .character("u"):
                try takeBack()
                return true
            case .character("d"):
                showDropped()
                return true
            case .character("+") where least != nil:
                try moveThreshold(by: 0.5)
                return true
            case .character("-") where least != nil:
                try moveThreshold(by: -0.5)
                return true
            case .character("q"), .end: return false
            default: continue
            }
        }
    }

    /// When nothing is left, the last decision can still be taken back.
    private func askForLast() throws -> Bool {
        guard !decided.isEmpty else { return false }
        if keys.isTerminal {
            try printOutput("That was the last one. u takes the last decision back, any other key leaves.\n")
        }
        guard keys.next() == .character("u") else { return false }
        try takeBack()
        return true
    }

    private func accept(_ candidate: Candidate) throws {
        let said = try acceptance.take(candidate)
        for notice in said where !notices.contains(notice) { notices.append(notice) }
        try decide(.accepted, on: candidate)
        accepted += 1
    }

    private func decide(_ decision: Candidate.Decision, on candidate: Candidate) throws {
        var candidate = candidate
        candidate.decision = decision
        try plan.work.file.put(candidate)
        decided.append(candidate)
    }

    private func takeBack() throws {
        guard var last = decided.popLast() else {
            said = "There is no decision of this session to take back."
            return
        }
        if last.decision == .accepted {
            try acceptance.takeBack()
            accepted -= 1
        } else {
            rejected -= 1
        }
        last.decision = nil
        try plan.work.file.put(last)
        said = "The last decision is taken back."
    }

    // MARK: editing

    /// Asks for each part anew. The changed candidate is shown again.
    private func edit(_ candidate: Candidate) throws -> Bool {
        try printOutput("An empty line keeps a part as it is; \\n is a line break.\n")
        var texts: [Candidate.Part.Place: String] = [:]
        for part in candidate.parts(of: plan.task) {
            if let text = try self.part(part.name, part.text) { texts[part.place] = text }
        }
        let changed: Candidate
        do {
            changed = try candidate.changed(texts, of: plan.task)
        } catch {
            said = "\(error)"
            return true
        }
        if changed != candidate { try plan.work.file.put(changed) }
        return true
    }

    /// Returns a new text for a part; nil if it stays.
    private func part(_ name: String, _ text: String) throws -> String? {
        try printOutput(harmless("\(name) [\(text.replacing("\n", with: "\\n"))]") + "\n> ")
        guard let line = keys.line(), !line.isEmpty else { return nil }
        return BackslashEscapes.read(line)
    }

    // MARK: drawing

    private func draw(_ candidate: Candidate) throws {
        let terminal = TerminalSize.current
        let text = ShownCandidateText(candidate)
        let left = min(open.count, most - accepted - rejected)
        var lines = shown + text.lines(width: terminal.columns, glyphs: terminal.glyphs)
        lines += ["", harmless(text.remark, glyphs: terminal.glyphs)]
        lines.append("\(accepted) accepted, \(rejected) rejected, \(left) left. \(said)")
        let rating = least == nil ? "" : "+- rating  "
        lines.append("a accept  e edit  r reject  s later  u take back  d dropped  \(rating)q leave")
        // The first candidate stands below the report; from then on a terminal shows one at a time.
        let isFirst = decided.isEmpty && later.isEmpty && shown.isEmpty
        (said, shown) = ("", [])
        let start = terminal.isTerminal && keys.isTerminal && !isFirst ? "\u{1B}[H\u{1B}[2J" : "\n"
        try printOutput(start + harmless(lines.joined(separator: "\n"), glyphs: terminal.glyphs) + "\n")
    }
}
