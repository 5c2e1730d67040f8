import History
import Library
import Prompting

/// The runs to choose from, newest first.
struct HistoryPicker: Sendable {
    var finder = Finder()
    var entries: [HistoryEntry] = []
    /// Where older runs begin; nil where there are none.
    var next: HistoryPosition?
    /// Whether a page is on its way.
    var isLoading = true
    /// The run that another one is to be compared with.
    var marked: Int64?
    /// Runs that were deleted here, the last one last.
    var deleted: [Int64] = []
    var notice: String?

    var selected: HistoryEntry? {
        entries.indices.contains(finder.selected) ? entries[finder.selected] : nil
    }
}

extension HistoryFilter {
    /// What a person types: words to search for, and `prompt:` `model:` `technique:` `tag:` `rating:` with a value.
    ///
    ///     lighthouse technique:cot rating:4-5
    ///
    /// A technique or rating that there is none of is searched for as a word.
    init(query: String) {
        self.init()
        var words: [Substring] = []
        for word in query.split(separator: " ") {
            let parts = word.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else {
                words.append(word)
                continue
            }
            let value = String(parts[1])
            switch parts[0].lowercased() {
            case "prompt": prompt = value
            case "model": model = value
            case "tag": tags.append(value)
            case "technique":
                technique = Technique(rawValue: value)
                if technique == nil { words.append(word) }
            case "rating":
                let ends = value.split(separator: "-").compactMap { Int($0) }
                if let low = ends.first, let high = ends.last, 1 <= low, low <= high, high <= 5 {
                    rating = low...high
                } else {
                    words.append(word)
                }
            default: words.append(word)
            }
        }
        text = words.joined(separator: " ")
    }
}

extension HistoryPicker {
    /// What is searched for: the last word, which is still being typed, may be the beginning of one.
    var searchQuery: String {
        let text = finder.query.text
        guard let last = text.split(whereSeparator: \.isWhitespace).last, text.last?.isWhitespace == false,
            last.count > 1, last.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        else { return text }
        return text + "*"
    }
}
