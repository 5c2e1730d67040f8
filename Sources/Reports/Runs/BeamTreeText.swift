import Lanes
import Sampling
import TextLayout

/// The search of a lane, or its samples, as text: the branches as a tree, then the candidates of each step.
package struct BeamTreeText {
    /// The columns of the text before a candidate.
    private static let tailWidth = 30

    private let tree: BeamTree
    private let glyphs: Glyphs
    private let falls: [Int?]
    private let winners: Set<BeamTree.ID>
    private let results: Set<BeamTree.ID>
    /// The candidates that a beam went on with or that ended one, behind each.
    private var children: [BeamTree.ID: [BeamTree.ID]] = [:]
    private var roots: [BeamTree.ID] = []

    /// Creates the text of a search.
    package init(_ tree: BeamTree, glyphs: Glyphs) {
        self.tree = tree
        self.glyphs = glyphs
        falls = tree.falls
        winners = tree.winningPath
        results = Set(tree.results)
        for (id, candidate) in tree.candidates.enumerated() where candidate.fate != .dropped {
            if let parent = candidate.parent { children[parent, default: []].append(id) } else { roots.append(id) }
        }
    }

    /// The branches, then each step with its candidates: `*` on the way to the best result, `+` kept, `=` an end, `.` dropped.
    package var text: String {
        guard !tree.candidates.isEmpty else { return "No step was taken.\n" }
        return (branches + [""] + steps).map { $0 + "\n" }.joined()
    }

    // MARK: branches

    private var branches: [String] {
        var lines: [String] = []
        add(roots, indent: "", to: &lines)
        return lines
    }

    private func add(_ ids: [BeamTree.ID], indent: String, to lines: inout [String]) {
        for (index, id) in ids.enumerated() {
            var (text, end) = ("", id)
            while true {
                text += shown(end)
                // A sample may end where another one goes on.
                guard !results.contains(end), let next = children[end], next.count == 1 else { break }
                end = next[0]
            }
            let isLast = index == ids.count - 1
            let isUnicode = glyphs == .unicode
            let (turn, below) =
                isLast ? (isUnicode ? "└─ " : "`- ", "   ") : isUnicode ? ("├─ ", "│  ") : ("|- ", "|  ")
            lines.append("\(indent)\(turn)\(text)  \(fate(of: end))")
            add(children[end] ?? [], indent: indent + below, to: &lines)
        }
    }

    /// Returns what became of the branch that a candidate ends; empty if it parts there.
    private func fate(of id: BeamTree.ID) -> String {
        let total = "log-probability \(Figures.decimal(tree.candidates[id].total, 4))"
        // Samples may be alike.
        let places = tree.results.indices.filter { tree.results[$0] == id }
        if let place = places.first, tree.scores.indices.contains(place) {
            let length = tree.step(of: id) + 1
            return
                "\(places.map { "[\($0 + 1)]" }.joined()) score \(Figures.decimal(tree.scores[place], 4)), \(total), \(length) \(length == 1 ? "token" : "tokens")"
        }
        guard children[id] == nil else { return "" }
        if tree.candidates[id].fate == .ended { return "ended with too low a score, \(total)" }
        return falls[id].map { "fell at step \($0 + 1), \(total)" } ?? total
    }

    // MARK: steps

    private var steps: [String] {
        (0..<tree.stepCount).flatMap { index -> [String] in
            let step = tree.step(index)
            let tokens = step.map { "\(tree.candidates[$0].parent.map(end(of:)) ?? "")[\(shown($0))]" }
            let width = tokens.map(\.displayWidth).max() ?? 0
            return ["step \(index + 1)"]
                + zip(step, tokens).map { id, token in
                    let candidate = tree.candidates[id]
                    let numbers = [candidate.logProbability, candidate.total].map {
                        Figures.decimal($0, 4).padded(toWidth: 10, on: .left)
                    }
                    return "  \(mark(id)) \(token.padded(toWidth: width)) \(numbers.joined())\(note(id))"
                }
        }
    }

    private func mark(_ id: BeamTree.ID) -> String {
        if winners.contains(id) { return glyphs == .unicode ? "★" : "*" }
        return switch tree.candidates[id].fate {
        case .kept: "+"
        case .ended: "="
        case .dropped: glyphs == .unicode ? "·" : "."
        }
    }

    private func note(_ id: BeamTree.ID) -> String {
        guard tree.candidates[id].fate == .kept, let step = falls[id] else { return "" }
        return "  fell at step \(step + 1)"
    }

    /// Returns the end of the text of a path, for a column.
    private func end(of id: BeamTree.ID) -> String {
        // Each token takes a column or more.
        let text = tree.path(to: id).suffix(Self.tailWidth + 1).map(shown).joined()
        guard text.displayWidth > Self.tailWidth else { return text }
        var tail = ""
        for character in text.reversed() {
            guard tail.displayWidth + String(character).displayWidth < Self.tailWidth else { break }
            tail = String(character) + tail
        }
        return glyphs.ellipsis + tail
    }

    private func shown(_ id: BeamTree.ID) -> String {
        let text = tree.candidates[id].text
        if !text.isEmpty { return harmless(BackslashEscapes.spelling(text)) }
        // A part of a character has no text of its own.
        return tree.candidates[id].fate == .kept ? (glyphs == .unicode ? "·" : ".") : "<end>"
    }
}

extension RunReport {
    /// The searches of all lanes that follow beams, and the samples of those that make several as trees; what other lanes made
    /// stands below their names.
    package func trees(_ glyphs: Glyphs) -> String {
        lanes.map { lane in
            let heading =
                "\(harmless(lane.name)) · \(lane.way) · \(LaneText.knobs(lane.settings, without: lane.lacking))\n\n"
            guard let trees = lane.result.stageTrees, !trees.isEmpty else {
                return heading + harmless(lane.body) + "\n"
            }
            let texts = trees.enumerated().map { index, tree in
                (trees.count > 1 ? "stage \(index + 1)\n" : "") + BeamTreeText(tree, glyphs: glyphs).text
            }
            return heading + texts.joined(separator: "\n") + (lane.error.map { "\n\(harmless($0))\n" } ?? "")
        }.joined(separator: "\n")
    }
}
