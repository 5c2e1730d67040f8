import Prompting

/// Separates a model's thoughts from its answer while both are generated, even if a tag spans several tokens.
///
/// Thoughts come at the beginning of an output, or follow a prompt that opened them. Once an answer has begun, all text
/// belongs to it, because a model may write about tags. Stop strings count only in the answer. Tags belong to neither
/// text.
package struct OutputSplitter {
    private enum Place { case start, thoughts, answer }

    /// The new text that a token completes.
    package struct Piece: Equatable {
        /// New thoughts, and the ends of their tokens in all thoughts.
        package var thoughts = TextAssembler.Piece()
        /// New text of the answer, and the ends of its tokens in it.
        package var text = TextAssembler.Piece()
    }

    private let starts: [[UInt8]]
    private let ends: [[UInt8]]
    private let boundaries: [[UInt8]]
    private let headers: [[UInt8]]
    private var place: Place
    private var pending: [UInt8] = []
    /// The ends of tokens in `pending`.
    private var pendingEnds: [Int] = []
    private var hasThought: Bool
    private var thinking = TextAssembler(stops: [])
    private var answering: TextAssembler

    /// Creates an empty output. If `tags` is nil, thoughts aren't looked for; `isOpen` is true if the prompt opened
    /// them.
    package init(tags: ThoughtTags?, isOpen: Bool, stops: [String]) {
        func bytes(_ texts: [String]) -> [[UInt8]] {
            texts.filter { !$0.isEmpty }.map { Array($0.utf8) }.sorted { $0.count > $1.count }
        }
        starts = bytes(tags?.starts ?? [])
        ends = bytes(tags?.ends ?? [])
        boundaries = bytes(tags?.boundaries ?? [])
        headers = bytes(tags?.headers ?? [])
        place = tags == nil ? .answer : isOpen ? .thoughts : .start
        hasThought = isOpen
        answering = TextAssembler(stops: stops)
    }

    /// The thoughts so far; empty if there are none.
    package var thoughts: String { thinking.text }
    /// The answer so far.
    package var text: String { answering.text }
    /// The number of tokens of thoughts, including those of tags.
    package var thoughtTokens: Int { thinking.tokenEnds.count }
    /// Returns whether the thoughts have at least so many tokens as they may have; a negative budget has no end.
    package func hasUsedUp(budget: Int) -> Bool { budget >= 0 && thoughtTokens >= budget }
    /// True if a stop string came.
    package var isStopped: Bool { answering.isStopped }
    /// True while thoughts are open.
    package var isThinking: Bool { place == .thoughts }
    /// True until the answer begins. After that, control tokens have no text.
    package var expectsTags: Bool { place != .answer }
    /// True if the thoughts so far end with a whole character.
    package var isWhole: Bool { thinking.isWhole && pending.isEmpty }
    /// The number of tokens of the answer, the number of those that lie wholly before a stop string, and the text
    /// between the last of these and the stop string.
    package var cut: (all: Int, kept: Int, rest: String) {
        let (kept, rest) = answering.cut
        return (answering.tokenEnds.count, kept, rest)
    }

    /// Adds a token's bytes, and returns the text that can be shown.
    package mutating func append(_ token: [UInt8]) -> Piece {
        guard place != .answer || !pending.isEmpty else { return Piece(text: answering.append(token)) }
        pending += token
        pendingEnds.append(pending.count)
        return sort(isLast: false)
    }

    /// Adds thoughts that came separately from the output, as servers send them, and returns the text that can be
    /// shown.
    package mutating func think(_ bytes: [UInt8]) -> Piece {
        hasThought = true
        return Piece(thoughts: thinking.append(bytes, endsToken: false))
    }

    /// The bytes of the answer so far. Those that may still turn out to be a tag aren't among them.
    package var answer: [UInt8] { answering.bytes }
    /// The bytes that may be a part of a tag or of an answer.
    package var undecided: ArraySlice<UInt8> {
        guard place == .start else { return [] }
        return hasThought ? pending.drop { Self.isSpace($0) } : pending[...]
    }

    /// True behind thoughts, where space before the answer belongs to neither.
    package var dropsSpace: Bool { place == .start && hasThought }

    /// Returns whether a token is a little space behind thoughts.
    package func mayPad(with token: [UInt8]) -> Bool {
        dropsSpace && pending.count < 8 && pending.allSatisfy(Self.isSpace) && !token.isEmpty
            && token.allSatisfy(Self.isSpace)
    }

    /// Returns whether a token may begin or continue a tag before an answer. Thoughts that have used up their tokens don't begin
    /// again.
    package func mayBeginTag(with token: [UInt8], budget: Int) -> Bool {
        guard place == .start else { return false }
        let rest = (pending + token).drop { Self.isSpace($0) }
        let tags = hasUsedUp(budget: budget) ? headers : starts + headers
        return !rest.isEmpty && tags.contains { $0.starts(with: rest) || rest.starts(with: $0) }
    }

    /// Returns whether a byte is space in ASCII.
    package static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// The size of all text in bytes.
    package var byteCount: Int { thinking.bytes.count + answering.bytes.count + pending.count }

    /// Returns the text that was held back, at the end of a generation.
    package mutating func flush() -> Piece {
        var piece = sort(isLast: true)
        piece.add(thinking.flush(), isThought: true)
        if !answering.isStopped { piece.add(answering.flush(), isThought: false) }
        return piece
    }

    private mutating func sort(isLast: Bool) -> Piece {
        var piece = Piece()
        while true {
            switch place {
            case .start:
                let space = pending.prefix { Self.isSpace($0) }.count
                let rest = pending[space...]
                if let tag = (starts + headers).first(where: { rest.starts(with: $0) }) {
                    let isStart = starts.contains(tag)
                    take(space + tag.count, isThought: true, isShown: false, into: &piece)
                    if isStart { place = .thoughts }
                    hasThought = hasThought || isStart
                    continue
                }
                if !isLast, rest.isEmpty || (starts + headers).contains(where: { $0.starts(with: rest) }) {
                    return piece
                }
                if hasThought { take(space, isThought: true, isShown: false, into: &piece) }
                place = .answer
            case .thoughts:
                let found = firstEnd
                if let (index, length) = found {
                    take(index, isThought: true, isShown: true, into: &piece)
                    take(length, isThought: true, isShown: false, into: &piece)
                    place = .start
                    continue
                }
                let held = isLast ? 0 : heldBack
                take(pending.count - held, isThought: true, isShown: true, into: &piece)
                return piece
            case .answer:
                take(pending.count, isThought: false, isShown: true, into: &piece)
                return piece
            }
        }
    }

    /// The place in the pending text at which thoughts end, and the length of the tag there; nil if they continue.
    private var firstEnd: (Int, Int)? {
        for index in pending.indices {
            let rest = pending[index...]
            if let end = ends.first(where: { rest.starts(with: $0) }) { return (index, end.count) }
            if boundaries.contains(where: { rest.starts(with: $0) }) { return (index, 0) }
        }
        return nil
    }

    /// The length of the longest end of the pending text that may begin a tag.
    private var heldBack: Int {
        let tags = ends + boundaries
        let longest = min(pending.count, (tags.map(\.count).max() ?? 1) - 1)
        guard longest > 0 else { return 0 }
        return (1...longest).reversed().first { length in
            let end = pending[(pending.count - length)...]
            return tags.contains { $0.starts(with: end) }
        } ?? 0
    }

    /// Moves the first bytes of the pending text to the thoughts or to the answer. Bytes of a tag aren't shown.
    private mutating func take(_ count: Int, isThought: Bool, isShown: Bool, into piece: inout Piece) {
        guard count > 0 else { return }
        var from = 0
        func append(_ bytes: ArraySlice<UInt8>, endsToken: Bool) {
            let bytes = isShown ? Array(bytes) : []
            let more =
                isThought
                ? thinking.append(bytes, endsToken: endsToken) : answering.append(bytes, endsToken: endsToken)
            piece.add(more, isThought: isThought)
        }
        for end in pendingEnds where end <= count {
            append(pending[from..<end], endsToken: true)
            from = end
        }
        if from < count { append(pending[from..<count], endsToken: false) }
        pending.removeFirst(count)
        pendingEnds = pendingEnds.filter { $0 > count }.map { $0 - count }
    }
}

extension OutputSplitter.Piece {
    fileprivate mutating func add(_ more: TextAssembler.Piece, isThought: Bool) {
        if isThought {
            thoughts.text += more.text
            thoughts.tokenEnds += more.tokenEnds
        } else {
            text.text += more.text
            text.tokenEnds += more.tokenEnds
        }
    }
}
