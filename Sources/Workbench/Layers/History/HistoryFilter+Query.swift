import History
import Library
import Prompting

extension HistoryFilter {
    /// Reads a typed query: words to search for, and `prompt:` `model:` `technique:` `tag:` `rating:` `by:` with
    /// a value; `rating:any` is any rating, and `by:` names what made the run: screen (by hand), live, run, batch
    /// or rerun.
    ///
    ///     lighthouse technique:cot rating:4-5
    ///
    /// A technique, rating or maker that doesn't exist is searched for as a word.
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
            case "by":
                origin = RunOrigin(rawValue: value)
                if origin == nil { words.append(word) }
            case "rating" where value == "any": rating = 1...5
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
