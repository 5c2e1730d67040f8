import JSONText
import Lanes

/// The calls of tools in an answer while they come, in pieces or whole.
struct ToolCallPieces {
    /// The largest number of calls; no prompt has so many tools.
    static let most = 1000

    /// The keys that calls stand under. They are looked for by bytes: a character may have a thousand marks over it, all of which a
    /// search by characters goes through at each step.
    private static let keys = ["\"tool_calls\"", "\"function_call\""].map { Array($0.utf8) }

    private var calls: [ToolCall] = []
    /// The number that the server gives each of the calls.
    private var numbers: [Int] = []

    /// True if a call has begun.
    var hasBegun: Bool { !calls.isEmpty }

    /// The number of calls.
    var count: Int { calls.count }

    /// The size of all texts in bytes.
    private(set) var byteCount = 0

    private static func hasKey(_ data: String) -> Bool {
        var data = data
        return data.withUTF8 { bytes in
            keys.contains { key in
                bytes.indices.contains { start in
                    bytes[start] == key[0] && bytes[start...].starts(with: key)
                }
            }
        }
    }

    /// Reads the calls in an event's data, with the order of keys and every digit. Returns whether there are any.
    mutating func take(_ data: String) -> Bool {
        // Most events have none, and reading each twice would take its time.
        guard Self.hasKey(data),
            case .object(let chunk)? = try? JSONValue(reading: data), case .list(let choices)? = chunk["choices"],
            case .object(let choice)? = choices.first
        else { return false }
        var hasAny = false
        for key in ["delta", "message"] {
            guard case .object(let part)? = choice[key] else { continue }
            if case .list(let items)? = part["tool_calls"] {
                for (place, item) in items.enumerated() {
                    guard case .object(let call) = item else { continue }
                    add(call, number: Self.integer(call["index"]) ?? (key == "message" ? place : nil))
                    hasAny = true
                }
            } else if case .object(let function)? = part["function_call"] {
                // The older form, of one function.
                add(["function": .object(function)], number: 0)
                hasAny = true
            }
        }
        return hasAny
    }

    /// Adds a piece. Without a number it belongs to the last call, unless it has a name, which begins another.
    private mutating func add(_ piece: JSONObject, number: Int?) {
        var function = JSONObject()
        if case .object(let named)? = piece["function"] { function = named }
        let name = Self.text(function["name"]) ?? ""
        let number = number ?? (name.isEmpty ? numbers.last : nil) ?? (numbers.max() ?? -1) + 1
        let place = numbers.firstIndex(of: number) ?? calls.count
        if place == calls.count {
            calls.append(ToolCall(name: "", arguments: "{}"))
            calls[place].arguments = ""
            numbers.append(number)
        }
        calls[place].name += name
        let id = Self.text(piece["id"]) ?? ""
        if calls[place].id.isEmpty { calls[place].id = id }
        let arguments =
            switch function["arguments"] {
            case .text(let text)?: text
            // Some servers send the object itself, not its text.
            case .object(let object)?: JSONValue.object(object).text
            default: ""
            }
        calls[place].arguments += arguments
        byteCount += name.utf8.count + id.utf8.count + arguments.utf8.count
    }

    /// Returns the calls of an answer that has ended; nil if it has none. `isCut` is true if the answer wasn't complete.
    func use(content: String, isCut: Bool, hiding mask: KeyMask) -> ToolUse? {
        guard hasBegun else { return nil }
        let all = calls.map {
            ToolCall(name: mask.masked($0.name), arguments: mask.masked($0.arguments), id: mask.masked($0.id))
        }
        // An answer may reach its limit just behind a call.
        let endsInCall = isCut && all.last.map { $0.object == nil } == true
        return ToolUse(all, content: content, problem: endsInCall ? .cut : nil)
    }

    private static func text(_ value: JSONValue?) -> String? {
        if case .text(let text)? = value { text } else { nil }
    }

    /// Returns the number of a call; nil if it can't be one.
    private static func integer(_ value: JSONValue?) -> Int? {
        guard case .number(let text)? = value, let number = Int(text), (0...most).contains(number) else { return nil }
        return number
    }
}
