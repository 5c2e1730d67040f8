// Yams' own nodes have the start of a value but not its end, and for an alias the value but not its place. Its composer
// also hashes aliased keys without limit. So the tree is built here, from the events of the libyaml inside Yams.
internal import CYaml

/// Builds the node tree of a YAML text (JSON is YAML) within limits.
package struct YAMLComposer: ~Copyable {
    /// The largest number of nodes of a file, with aliases followed.
    static let mostNodes = 200_000
    /// The deepest nesting of lists and mappings.
    static let mostLevels = 64

    /// The largest size of all texts of a file in bytes, with aliases followed.
    static let mostBytes = 16 << 20

    private let source: YAMLSource
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    /// Byte offsets by character, because libyaml counts characters; nil if the file is only ASCII.
    private let offsets: [Int]?
    private var anchors: [String: YAMLNode] = [:]
    private var nodes = 0
    private var bytes = 0

    /// Returns the tree of the only document; nil if the file holds only comments.
    package static func compose(_ source: YAMLSource) throws(YAMLError) -> YAMLNode? {
        try source.bytes.withUnsafeBufferPointer { (bytes) throws(YAMLError) -> YAMLNode? in
            var composer = YAMLComposer(source)
            yaml_parser_set_encoding(composer.parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(composer.parser, bytes.baseAddress, bytes.count)
            return try composer.document()
        }
    }

    private init(_ source: YAMLSource) {
        self.source = source
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        yaml_parser_initialize(parser)
        if source.bytes.allSatisfy({ $0 < 0x80 }) {
            offsets = nil
        } else {
            offsets = source.bytes.indices.filter { source.bytes[$0] & 0xC0 != 0x80 } + [source.bytes.count]
        }
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deinitialize(count: 1)
        parser.deallocate()
    }

    /// An event, copied out of libyaml's memory.
    private struct Event {
        enum Kind {
            case scalar(String, YAMLNode.Style), alias, sequence(isFlow: Bool), mapping(isFlow: Bool), end, other
        }
        var kind = Kind.other
        var type: yaml_event_type_t
        var anchor: String?
        var range: Range<Int>
    }

    private mutating func document() throws(YAMLError) -> YAMLNode? {
        var event = try next()
        guard event.type == YAML_STREAM_START_EVENT else { return nil }
        event = try next()
        guard event.type == YAML_DOCUMENT_START_EVENT else { return nil }
        let root = try node(from: next(), level: 0)
        _ = try next()
        event = try next()
        guard event.type == YAML_STREAM_END_EVENT else {
            throw syntax(
                event.range.lowerBound, "a second document starts here. A file holds one prompt; remove the `---`.")
        }
        return root
    }

    private mutating func node(from event: Event, level: Int) throws(YAMLError) -> YAMLNode {
        guard level < Self.mostLevels else {
            throw .tooLarge(
                file: source.file, reason: "lists and mappings are nested more than \(Self.mostLevels) deep")
        }
        var node: YAMLNode
        switch event.kind {
        case .alias:
            guard let name = event.anchor, let target = anchors[name] else {
                let name = event.anchor ?? ""
                throw syntax(
                    event.range.lowerBound,
                    "the alias `*\(name)` has no anchor `&\(name)` above it. If it is meant as text, put it in quotes.")
            }
            node = target
            node.anchor = nil
            node.target = target.start
            node.range = event.range
            node.start = event.range.lowerBound
            try count(node.weight, bytes: node.size)
            return node
        case .scalar(let text, let style):
            try count(1, bytes: text.utf8.count)
            node = YAMLNode(
                content: .scalar(text, style), range: valueRange(event.range, style), start: event.range.lowerBound,
                size: text.utf8.count)
        case .sequence(let isFlow): node = try sequence(event, isFlow: isFlow, level: level)
        case .mapping(let isFlow): node = try mapping(event, isFlow: isFlow, level: level)
        case .end, .other: throw syntax(event.range.lowerBound, "a value is missing here.")
        }
        if let anchor = event.anchor {
            node.anchor = anchor
            anchors[anchor] = node
        }
        return node
    }

    private mutating func sequence(_ first: Event, isFlow: Bool, level: Int) throws(YAMLError) -> YAMLNode {
        try count(1)
        var items: [YAMLNode] = []
        var event = try next()
        while event.type != YAML_SEQUENCE_END_EVENT {
            items.append(try node(from: event, level: level + 1))
            event = try next()
        }
        return collection(
            .sequence(items, isFlow: isFlow), first,
            end: isFlow ? event.range.upperBound : items.last?.range.upperBound,
            weight: items.reduce(1) { $0 + $1.weight }, size: items.reduce(0) { $0 + $1.size })
    }

    private mutating func mapping(_ first: Event, isFlow: Bool, level: Int) throws(YAMLError) -> YAMLNode {
        try count(1)
        var entries: [YAMLEntry] = []
        var starts: [String: Int] = [:]
        var event = try next()
        while event.type != YAML_MAPPING_END_EVENT {
            let key = try node(from: event, level: level + 1)
            let value = try node(from: next(), level: level + 1)
            let entry = YAMLEntry(key: key, value: value)
            if let name = entry.name {
                if let first = starts.updateValue(key.start, forKey: name), name != "<<" {
                    throw .duplicateKey(
                        file: source.file, key: name, firstLine: source.position(of: first).line,
                        at: source.position(of: key.start))
                }
            }
            entries.append(entry)
            event = try next()
        }
        let last = entries.last.map { max($0.key.range.upperBound, $0.value.range.upperBound) }
        return collection(
            .mapping(entries, isFlow: isFlow), first, end: isFlow ? event.range.upperBound : last,
            weight: entries.reduce(1) { $0 + $1.key.weight + $1.value.weight },
            size: entries.reduce(0) { $0 + $1.key.size + $1.value.size })
    }

    /// Returns the node of a collection. libyaml lets one in lines end at the next token; here it ends with its last
    /// value.
    private func collection(
        _ content: YAMLNode.Content, _ first: Event, end: Int?, weight: Int, size: Int
    ) -> YAMLNode {
        let start = skippingProperties(from: first.range.lowerBound)
        return YAMLNode(
            content: content, range: start..<max(start, end ?? first.range.upperBound), start: first.range.lowerBound,
            weight: weight, size: size)
    }

    private mutating func count(_ more: Int, bytes moreBytes: Int = 0) throws(YAMLError) {
        nodes += more
        bytes += moreBytes
        guard bytes <= Self.mostBytes else {
            throw .tooLarge(
                file: source.file,
                reason: "its texts, with those of aliases, are longer than \(Self.mostBytes >> 20) MB")
        }
        guard nodes <= Self.mostNodes else {
            throw .tooLarge(
                file: source.file, reason: "it has more than \(Self.mostNodes) values, including those of aliases")
        }
    }

    private func skippingProperties(from offset: Int) -> Int {
        var offset = offset
        while offset < source.bytes.count, [UInt8(ascii: "&"), UInt8(ascii: "!")].contains(source.bytes[offset]) {
            let space: Set<UInt8> = [.space, .tab, .newline, .carriageReturn]
            offset = source.bytes[offset...].firstIndex { space.contains($0) } ?? source.bytes.count
            offset = source.skippingSpace(from: offset)
        }
        return offset
    }

    /// Returns the range of a value. libyaml counts the blank lines after a block scalar as a part of it; they are one
    /// only with `+`.
    private func valueRange(_ range: Range<Int>, _ style: YAMLNode.Style) -> Range<Int> {
        let start = min(skippingProperties(from: range.lowerBound), max(range.upperBound, range.lowerBound))
        guard style == .literal || style == .folded else { return start..<max(start, range.upperBound) }
        let headerEnd = source.lineEnd(of: start)
        let keeps = source.bytes[start..<headerEnd].prefix { $0 != UInt8(ascii: "#") }.contains(UInt8(ascii: "+"))
        var end = range.upperBound
        while end > headerEnd {
            let lineStart = source.lineStart(of: end)
            let isBlank = source.bytes[lineStart..<end].allSatisfy { $0 == .space || $0 == .carriageReturn }
            guard isBlank, lineStart > 0 else { break }
            end = lineStart - 1
            if end > 0, source.bytes[end - 1] == .carriageReturn { end -= 1 }
            if keeps { break }
        }
        return start..<max(end, headerEnd)
    }

    private func next() throws(YAMLError) -> Event {
        var raw = yaml_event_t()
        guard yaml_parser_parse(parser, &raw) == 1 else { throw failure() }
        defer { yaml_event_delete(&raw) }
        let start = offset(raw.start_mark)
        var event = Event(type: raw.type, range: start..<max(start, offset(raw.end_mark)))
        switch raw.type {
        case YAML_SCALAR_EVENT:
            let scalar = raw.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            event.kind = .scalar(String(decoding: bytes, as: UTF8.self), Self.style(scalar.style))
            event.anchor = Self.text(scalar.anchor)
        case YAML_ALIAS_EVENT:
            event.kind = .alias
            event.anchor = Self.text(raw.data.alias.anchor)
        case YAML_SEQUENCE_START_EVENT:
            event.kind = .sequence(isFlow: raw.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE)
            event.anchor = Self.text(raw.data.sequence_start.anchor)
        case YAML_MAPPING_START_EVENT:
            event.kind = .mapping(isFlow: raw.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE)
            event.anchor = Self.text(raw.data.mapping_start.anchor)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: event.kind = .end
        default: break
        }
        return event
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private static func style(_ style: yaml_scalar_style_t) -> YAMLNode.Style {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }

    private func offset(_ mark: yaml_mark_t) -> Int {
        guard let offsets else { return min(Int(mark.index), source.bytes.count) }
        return offsets[min(Int(mark.index), offsets.count - 1)]
    }

    private func syntax(_ offset: Int, _ problem: String) -> YAMLError {
        .syntax(file: source.file, at: source.position(of: offset), problem: problem)
    }

    private func failure() -> YAMLError {
        let failed = parser.pointee
        let problem = failed.problem.map { String(cString: $0) } ?? "memory is short"
        let context = failed.context.map { String(cString: $0) } ?? ""
        if problem.hasPrefix("Maximum nesting level") {
            return .tooLarge(
                file: source.file, reason: "lists and mappings are nested more than \(Self.mostLevels) deep")
        }
        let isReader = failed.error == YAML_READER_ERROR
        let place = isReader ? min(failed.problem_offset, source.bytes.count) : offset(failed.problem_mark)
        let opened = source.position(of: offset(failed.context_mark)).line
        let words = YAMLProblem(problem: problem, context: context, contextLine: opened, byte: byte(at: place))
        return syntax(place, words.description)
    }

    private func byte(at offset: Int) -> UInt8? { offset < source.bytes.count ? source.bytes[offset] : nil }
}
