import Constraints
import Foundation

/// Finds the match of a regular expression, without white space around it: its first group that took part, or all of
/// the match.
///
/// A search that takes too long is given up (``BoundedPattern``). Of a text that is too long the end is searched if the last
/// match is wanted.
struct PatternScanner: AnswerScanner {
    private let pattern: BoundedPattern

    init(_ pattern: String) throws(AnswerTypeError) {
        guard let read = BoundedPattern(pattern) else { throw .badPattern(pattern) }
        self.pattern = read
    }

    func search(_ region: AnswerRegion, pick: AnswerPick) -> AnswerSearch {
        let (text, pick) = (region.text, region.isAnnounced ? .first : pick)
        var picked: NSTextCheckingResult?
        let isWhole = pattern.search(text, fromEnd: pick == .last) { match in
            if pick == .last || picked == nil { picked = match }
            return pick == .last
        }
        guard isWhole else { return .abandoned }
        return picked.flatMap { Self.answer($0, in: text) }.map(AnswerSearch.found)
            ?? .nothing(region.kind.missing("match"))
    }

    func isSame(_ first: String, _ second: String) -> Bool { first == second }

    func canonical(_ expected: String) -> String? {
        let text = expected.trimmingSpaces
        return text.isEmpty ? nil : text
    }

    private static func answer(_ match: NSTextCheckingResult, in text: String) -> String? {
        let groups = (0..<match.numberOfRanges).map(match.range(at:))
        let group = groups.dropFirst().first { $0.location != NSNotFound } ?? groups.first
        let answer = group.map { (text as NSString).substring(with: $0).trimmingSpaces }
        return answer?.isEmpty == false ? answer : nil
    }
}
