import JSONText
import Remedies

/// A JSON file that is one value, and the rows in it: those of a list, or of the one list in an object, or of columns.
struct JSONDocument {
    /// Where the rows are.
    enum Content {
        /// The values of a list, by their places in the bytes.
        case values([Range<Int>])
        case rows([DataRow])
    }

    let bytes: [UInt8]
    private(set) var content = Content.rows([])
    private(set) var form = "JSON"
    private(set) var notices: [Notice] = []

    /// Names of members that hold the cases, as public data sets call them, the likeliest first.
    static let listNames = ["examples", "data", "rows", "instances", "questions", "test", "items", "records", "cases"]
    /// Names of lists that belong to one case.
    private static let partNames: Set<String> = [
        "choices", "options", "endings", "answers", "messages", "conversations", "conversation", "input", "turns",
        "tools",
        "evidence", "facts", "targets", "references", "contexts", "supporting_facts", "decomposition",
    ]

    /// Takes the bytes of a whole JSON value.
    ///
    /// - Throws: ``DataSetError``, if no list is the one that is meant, or columns differ in length.
    init(_ bytes: [UInt8], wanted: Set<String>) throws(DataSetError) {
        self.bytes = bytes
        let start = bytes.index(afterSpaces: 0)
        if bytes[start] == UInt8(ascii: "[") {
            (content, form) = (.values(values(from: start)), "a JSON list")
        } else {
            try take(start, path: [], wanted)
        }
    }

    /// A member of an object, by its place in the bytes.
    private struct Member {
        var key: String
        var range: Range<Int>
        var first: UInt8
    }

    // MARK: walking

    /// Returns the places of the values of the list that begins at an index.
    private func values(from start: Int) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = start + 1
        while let range = JSONSkimmer.range(of: bytes, from: index) {
            found.append(range)
            index = bytes.index(afterSpaces: range.upperBound)
            guard index < bytes.count, bytes[index] == UInt8(ascii: ",") else { break }
            index += 1
        }
        return found
    }

    /// Returns the members of the object that begins at an index.
    private func members(from start: Int) -> [Member] {
        var found: [Member] = []
        var index = start + 1
        while let key = JSONSkimmer.range(of: bytes, from: index), case .text(let name)? = value(key) {
            let colon = bytes.index(afterSpaces: key.upperBound)
            guard let range = JSONSkimmer.range(of: bytes, from: colon + 1) else { break }
            found.append(Member(key: name, range: range, first: bytes[range.lowerBound]))
            index = bytes.index(afterSpaces: range.upperBound)
            guard index < bytes.count, bytes[index] == UInt8(ascii: ",") else { break }
            index += 1
        }
        return found
    }

    private func value(_ range: Range<Int>) -> JSONValue? {
        var reader = JSONReader(bytes, in: range)
        return try? reader.value()
    }

    /// Returns the first byte of a list's first value; nil if it is empty.
    private func first(in list: Member) -> UInt8? {
        JSONSkimmer.range(of: bytes, from: list.range.lowerBound + 1).map { bytes[$0.lowerBound] }
    }

    // MARK: shapes

    private mutating func take(_ start: Int, path: [String], _ wanted: Set<String>) throws(DataSetError) {
        let members = members(from: start)
        let lists = members.filter { $0.first == UInt8(ascii: "[") }
        let ofObjects = lists.filter { first(in: $0) == UInt8(ascii: "{") }
        if takeTable(members) { return }
        for name in Self.listNames {
            guard let list = ofObjects.first(where: { $0.key.lowercased() == name }) else { continue }
            return take(list, path, besides: ofObjects.filter { $0.key != list.key })
        }
        if !members.isEmpty, lists.count == members.count { return try takeColumns(members, ofObjects, path) }
        let isRow = members.contains { wanted.contains($0.key) && $0.first != UInt8(ascii: "[") }
        let parts = ofObjects.filter { !Self.partNames.contains($0.key) }
        if !isRow, parts.count == 1 { return take(parts[0], path, besides: []) }
        guard isRow || parts.isEmpty else { throw .severalLists(parts.map(\.key)) }
        if members.allSatisfy({ $0.first == UInt8(ascii: "{") }), let only = members.first {
            if members.count == 1, path.count < 4 {
                return try take(only.range.lowerBound, path: path + [only.key], wanted)
            }
            if try takeObjects(members) { return }
        }
        content = .values([start..<bytes.count])
        // An object on one line is JSON Lines with one row.
        guard let range = JSONSkimmer.range(of: bytes, from: start), bytes.lineEnds(in: range) > 0 || !path.isEmpty
        else {
            form = "JSON Lines"
            return
        }
        form = "one JSON object"
        notices.append("The file is one JSON object, which is taken for one case.")
    }

    private mutating func take(_ list: Member, _ path: [String], besides others: [Member]) {
        let name = (path + [list.key]).joined(separator: ".").quotable
        (content, form) = (.values(values(from: list.range.lowerBound)), "the list `\(name)` of a JSON object")
        var sentence = "The rows are those of the list `\(name)`."
        if !others.isEmpty { sentence += " Left out: \(others.map { "`\($0.key.quotable)`" }.quotable)." }
        notices.append(Notice(sentence))
    }

    /// Takes the split form of pandas: `columns`, and `data` as lists in their order.
    private mutating func takeTable(_ members: [Member]) -> Bool {
        guard let columns = members.first(where: { $0.key == "columns" }),
            let data = members.first(where: { $0.key == "data" }), first(in: data) == UInt8(ascii: "["),
            case .list(let names)? = value(columns.range)
        else { return false }
        let header = names.compactMap(\.spelled)
        var rows: [DataRow] = []
        var line = LineCounter(bytes)
        for range in values(from: data.range.lowerBound) {
            guard case .list(let values)? = value(range), values.count == header.count else { return false }
            rows.append(DataRow(line: line.number(of: range.lowerBound), fields: JSONObject(header, values)))
        }
        (content, form) = (.rows(rows), "JSON with `columns` and `data`")
        return true
    }

    /// Takes an object of lists of the same length, one for each column.
    private mutating func takeColumns(
        _ members: [Member], _ ofObjects: [Member], _ path: [String]
    ) throws(DataSetError) {
        let counts = members.map { values(from: $0.range.lowerBound).count }
        guard Set(counts).count == 1, ofObjects.count < members.count else {
            if ofObjects.count == 1 { return take(ofObjects[0], path, besides: []) }
            if ofObjects.count == members.count { throw .severalLists(members.map(\.key)) }
            throw .unevenColumns(zip(members, counts).map { "`\($0.key)` \($1)" })
        }
        var rows = [DataRow](repeating: DataRow(line: nil, fields: JSONObject()), count: counts[0])
        for member in members {
            for (index, range) in values(from: member.range.lowerBound).enumerated() {
                rows[index].fields[member.key] = value(range) ?? .null
            }
        }
        (content, form) = (.rows(rows), "JSON by columns")
        notices.append("The file is read by columns: each of its lists is one, and as long as the others.")
    }

    /// Takes an object of objects as pandas writes it: by columns (`{"question": {"0": …, "1": …}}`), else by rows. Returns
    /// false if it is neither.
    private mutating func takeObjects(_ members: [Member]) throws(DataSetError) -> Bool {
        let objects = members.compactMap { member in
            if case .object(let object)? = value(member.range) { object } else { nil }
        }
        guard objects.count == members.count else { return false }
        let keys = objects[0].members.map(\.key)
        if !keys.isEmpty, keys.allSatisfy({ Int($0) != nil }) {
            var order: [String] = []
            var rows: [String: JSONObject] = [:]
            for (column, object) in zip(members, objects) {
                for cell in object.members {
                    if rows[cell.key] == nil { order.append(cell.key) }
                    rows[cell.key, default: JSONObject()][column.key] = cell.value
                }
            }
            (content, form) = (
                .rows(order.compactMap { rows[$0].map { DataRow(line: nil, fields: $0) } }), "JSON by columns"
            )
            notices.append("The file is read by columns: each of its members is one.")
            return true
        }
        guard objects.allSatisfy({ $0.members.contains { $0.value.isScalar } }) else {
            throw .severalLists(members.map(\.key))
        }
        var line = LineCounter(bytes)
        let rows = zip(members, objects).map { member, object in
            var object = object
            if object["id"] == nil { object["id"] = .text(member.key) }
            return DataRow(line: line.number(of: member.range.lowerBound), fields: object)
        }
        (content, form) = (.rows(rows), "a JSON object of rows")
        notices.append("Each member of the file's object is a row, and its name the row's `id`.")
        return true
    }
}

/// Counts lines up to places that come one after another.
struct LineCounter {
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Returns the line of a place that isn't before the last one.
    mutating func number(of place: Int) -> Int {
        line += bytes.lineEnds(in: index..<max(index, place))
        index = max(index, place)
        return line
    }
}
