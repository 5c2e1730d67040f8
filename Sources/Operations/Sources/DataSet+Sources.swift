import Evaluation
import Prompting
import Remedies

/// How a lane gets its passages of a case. Lanes that are alike in it are sent the same.
private struct SourceWay: Hashable {
    var search: SourceSearch
    var withholdsRight: Bool

    init(_ lane: ResolvedLane) {
        search = lane.sources
        withholdsRight = lane.withholdsRight && lane.sources != .none
    }
}

extension DataSet {
    /// Gives the cases the passages that their lanes are sent, as the value of ``PromptSources/variable`` and as the column that
    /// checks read. A value that the data or `shared` has is taken in place of a search; lanes without sources get none of it.
    ///
    /// The cases get the passages of the first lane that has sources. Where another lane has others, they are its own.
    ///
    /// - Returns: Sentences about what couldn't be done.
    mutating func fillSources(
        of prompt: Prompt, shared: [String: String], lanes: [ResolvedLane], by finder: SourceFinder?,
        telling tell: ProgressTeller
    ) async throws -> [Notice] {
        guard prompt.usesSources else { return [] }
        defer { tell(nil) }
        let name = PromptSources.variable
        let ways = Set(lanes.map(SourceWay.init)).filter { $0.search != .none }
        let usual = lanes.map(SourceWay.init).first { $0.search != .none }
        var unnamed = 0
        for index in cases.indices {
            let one = cases[index]
            let right = RightSources(of: one.columns)
            if right.isEmpty { unnamed += 1 }
            var texts: [SourceWay: String] = [:]
            let given = one.variables[name] ?? shared[name]
            if given == nil, finder != nil { tell("Searching the sources: \(index) of \(cases.count) cases") }
            for way in ways {
                let passages: [Passage]
                if let given {
                    guard way.withholdsRight else {
                        texts[way] = given
                        continue
                    }
                    // Numbers have no gaps: a passage begins where the next number stands.
                    passages = PassageText.passages(in: given).filter { !right.contain($0) }.enumerated().map {
                        Passage(number: $0.offset + 1, title: $0.element.title, text: $0.element.text)
                    }
                } else if let finder {
                    let query = try prompt.sourceQuery(shared.merging(one.variables) { $1 })
                    passages = try await finder.passages(matching: query, by: way.search) { passage in
                        way.withholdsRight && right.contain(passage)
                    }.map(\.passage)
                } else {
                    continue
                }
                texts[way] = PassageText.text(of: passages)
            }
            let own = usual.flatMap { texts[$0] } ?? PassageText.none
            if given == nil { cases[index].variables[name] = own }
            cases[index].columns[name] = own
            for lane in lanes {
                let text = texts[SourceWay(lane)] ?? PassageText.none
                if text != own || text != given ?? own { cases[index].laneValues[lane.name] = [name: text] }
            }
        }
        guard unnamed > 0, ways.contains(where: \.withholdsRight) else { return [] }
        return [
            Notice(
                "\(unnamed) of \(cases.count) cases name no passage in `\(RightSources.column)`, so nothing is withheld for them."
            )
        ]
    }
}
