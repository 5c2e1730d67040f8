import Lanes
import Prompting

extension SentPrompt {
    /// The text of each token, cut where a text of the prompt's fields begins or ends; nil if the tokens don't spell the text.
    ///
    /// Tokens before the text (BOS), and a space that the tokeniser puts before it, count as the layout's.
    var tokenFragments: [[Fragment]]? {
        var rest = Rest(fragments)
        var result: [[Fragment]] = []
        for token in tokens {
            let bytes = Array(token.text.utf8)
            if let cut = rest.take(bytes[...]) {
                result.append(cut)
            } else if rest.isWhole, bytes.first == UInt8(ascii: " "), let cut = rest.take(bytes.dropFirst()) {
                result.append([Fragment(" ", isField: false)] + cut)
            } else {
                guard rest.isWhole else { return nil }
                result.append([Fragment(token.text, isField: false)])
            }
        }
        return rest.isEmpty ? result : nil
    }
}

/// The fragments that aren't cut yet.
private struct Rest {
    private let fragments: [(bytes: [UInt8], isField: Bool)]
    private var index = 0
    private var offset = 0

    init(_ fragments: [Fragment]) {
        self.fragments = fragments.map { (Array($0.text.utf8), $0.isField) }.filter { !$0.bytes.isEmpty }
    }

    /// True if nothing is taken yet.
    var isWhole: Bool { index == 0 && offset == 0 }

    /// True if all is taken.
    var isEmpty: Bool { index == fragments.count }

    /// Returns the next bytes as fragments; nil if others come next.
    mutating func take(_ bytes: ArraySlice<UInt8>) -> [Fragment]? {
        var copy = self
        var left = bytes
        var taken: [Fragment] = []
        while !left.isEmpty {
            guard !copy.isEmpty else { return nil }
            let fragment = copy.fragments[copy.index]
            let next = fragment.bytes[copy.offset...].prefix(left.count)
            guard next.elementsEqual(left.prefix(next.count)) else { return nil }
            taken.append(Fragment(String(decoding: next, as: UTF8.self), isField: fragment.isField))
            left = left.dropFirst(next.count)
            copy.offset += next.count
            if copy.offset == fragment.bytes.count { (copy.index, copy.offset) = (copy.index + 1, 0) }
        }
        self = copy
        return taken
    }
}
