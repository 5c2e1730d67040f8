import Foundation

/// Reads JSON Lines (an object on each line), or one list of objects.
///
/// Understands objects as Inspect writes them: `input` may be a list of messages, of which the last one's content is
/// taken; `choices` is a list, which becomes lines `A) …`; `target` may be a list of right answers. The texts of other
/// lists become lines.
enum JSONLinesReader {
    /// Reads the rows of a text.
    static func rows(of text: String) -> DataRows {
        var text = text[...]
        if text.first == "\u{FEFF}" { text.removeFirst() }
        if text.first(where: { !$0.isWhitespace }) == "[" { return list(text) }
        var result = DataRows()
        var seen: Set<String> = []
        // Split by bytes, because U+2028 and a carriage return alone don't end a line of JSON.
        for (index, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        {
            let content = Data(line)
            guard content.contains(where: { !" \t\r".utf8.contains($0) }) else { continue }
            do {
                add(try JSONDecoder().decode([String: JSONField].self, from: content), line: index + 1, &result, &seen)
            } catch {
                result.bad.append(BadRow(line: index + 1, problem: "It is not a JSON object\(reason(error))."))
            }
        }
        return result
    }

    private static func list(_ text: Substring) -> DataRows {
        var result = DataRows()
        var seen: Set<String> = []
        do {
            for object in try JSONDecoder().decode([[String: JSONField]].self, from: Data(text.utf8)) {
                add(object, line: nil, &result, &seen)
            }
        } catch {
            result.bad.append(BadRow(line: nil, problem: "The file is not a list of JSON objects\(reason(error))."))
        }
        return result
    }

    private static func add(
        _ object: [String: JSONField], line: Int?, _ result: inout DataRows, _ seen: inout Set<String>
    ) {
        var values: [String: DataValue] = [:]
        var choices: ChoiceList?
        for (key, field) in object {
            if seen.insert(key).inserted { result.columns.append(key) }
            let list = ChoiceList.names.contains(key) ? field.choices : nil
            choices = choices ?? list
            values[key] =
                list.map { .list($0.lines) } ?? (key == "input" ? field.messages ?? field.value : field.value)
        }
        result.rows.append(DataRow(line: line, values: values, choices: choices))
    }

    /// Returns the decoder's explanation, if it has one.
    private static func reason(_ error: any Error) -> String {
        guard case DecodingError.dataCorrupted(let context) = error,
            let detail = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String
        else { return "" }
        return " (\(detail.trimmingCharacters(in: CharacterSet(charactersIn: ". "))))"
    }
}

/// A value in a JSON object, as texts. Numbers keep their digits.
private indirect enum JSONField: Decodable {
    case null
    case text(String)
    case list([JSONField])
    case object([String: JSONField])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let flag = try? container.decode(Bool.self) {
            self = .text(flag ? "true" : "false")
        } else if let number = try? container.decode(Decimal.self) {
            self = .text("\(number)")
        } else if let list = try? container.decode([JSONField].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSONField].self))
        }
    }

    /// The value; nil for null, so that null is the same as a missing value.
    var value: DataValue? {
        switch self {
        case .null: nil
        case .text(let text): .text(text)
        case .list(let list): .list(list.compactMap { $0.value?.text })
        case .object(let object):
            .list(object.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.value?.text ?? "")" })
        }
    }

    /// The content of the last of several messages.
    var messages: DataValue? {
        guard case .list(let list) = self, case .object(let last) = list.last, let content = last["content"] else {
            return nil
        }
        return content.value
    }

    /// The choices of a list of texts, of ARC's `{text, label}`, or of a list of such objects; nil if it is none.
    var choices: ChoiceList? {
        switch self {
        case .object(let object):
            guard case .list(let texts)? = object["text"] else { return nil }
            var labels: [String]?
            if case .list(let list)? = object["label"] { labels = list.compactMap { $0.value?.text } }
            return ChoiceList(texts: texts.map { $0.value?.text ?? "" }, labels: labels)
        case .list(let list):
            let objects = list.compactMap { item in if case .object(let object) = item { object } else { nil } }
            guard objects.count == list.count, !list.isEmpty else {
                return ChoiceList(texts: list.map { $0.value?.text ?? "" })
            }
            return ChoiceList(
                texts: objects.compactMap { $0["text"]?.value?.text },
                labels: objects.compactMap { $0["label"]?.value?.text })
        case .null, .text: return nil
        }
    }
}
