/// Follows a grammar byte by byte: it tells which bytes and tokens may come next after what it was given.
///
/// A *configuration* is a place in the grammar with what comes after it: the rest of a set of byte sequences, and a list of places
/// to go on from. A *state* is the set of all configurations that the text so far allows. States are made when they are first
/// needed and kept, so that following a text that was followed before is a lookup a byte.
package struct GrammarFollower {
    /// A state by its number.
    package typealias State = Int32

    /// Places to go on from, the innermost first, as a linked list: `next` is a symbol, `outer` another list or nil (-1).
    private struct Frame: Hashable {
        var next: Int32
        var outer: Int32
    }

    private struct Configuration: Hashable {
        /// The remaining bytes; -1 where a token comes next.
        var tail: Int32
        /// The symbol whose bytes or token these are.
        var symbol: Int32
        var outer: Int32
    }

    private struct Properties {
        var configurations: [Configuration]
        /// True if an output may end here.
        var mayEnd: Bool
        /// True if a token that the grammar names may come next.
        var hasNamed: Bool
    }

    private let grammar: Grammar
    private let tails: ByteTails
    private var frames: [Frame: Int32] = [:]
    private var frameList: [Frame] = []
    private var states: [Properties] = []
    private var stateNumbers: [[Configuration]: [Bool: State]] = [:]
    /// For each state and class of bytes the next state, -1 if there is none, -2 if it isn't known yet.
    private var transitions: [State] = []

    /// The state before any text.
    package private(set) var start: State = 0

    /// The largest number of configurations in a state. Grammars that people write have less than a hundred.
    package static let mostConfigurations = 4096
    /// The largest number of states and of frames that are kept.
    private static let mostKept = 200_000

    /// Prepares to follow a grammar.
    ///
    /// - Throws: ``GrammarError`` if too many readings of an output are possible at its beginning.
    package init(_ grammar: Grammar) throws(GrammarError) {
        self.grammar = grammar
        tails = ByteTails(grammar.sets)
        var opening = Opening()
        for begin in grammar.rules[grammar.root].starts { try open(Int32(begin), -1, &opening) }
        start = try state(opening)
    }

    /// True if following other outputs has made so many states that a new follower saves memory.
    package var isLarge: Bool { states.count > Self.mostKept / 4 || frameList.count > Self.mostKept / 4 }

    /// Returns a follower without the states of the past, and what a state of this one is in it.
    ///
    /// - Throws: ``GrammarError`` if too many readings are possible at the beginning of an output.
    package func restarted(at state: State) throws(GrammarError) -> (follower: GrammarFollower, state: State) {
        var fresh = try GrammarFollower(grammar)
        var copies: [Int32: Int32] = [-1: -1]
        var opening = Opening()
        opening.mayEnd = mayEnd(state)
        for configuration in states[Int(state)].configurations {
            // From the outermost list to the innermost one, because each names the one around it.
            var chain: [Int32] = []
            var list = configuration.outer
            while copies[list] == nil {
                chain.append(list)
                list = frameList[Int(list)].outer
            }
            for list in chain.reversed() {
                let frame = frameList[Int(list)]
                copies[list] = try fresh.number(of: Frame(next: frame.next, outer: copies[frame.outer] ?? -1))
            }
            opening.insert(
                Configuration(
                    tail: configuration.tail, symbol: configuration.symbol, outer: copies[configuration.outer] ?? -1))
        }
        let present = try fresh.state(opening)
        return (fresh, present)
    }

    /// True if an output may end in this state.
    package func mayEnd(_ state: State) -> Bool { states[Int(state)].mayEnd }

    /// True if an output must end in this state, because nothing can follow.
    package func mustEnd(_ state: State) -> Bool { states[Int(state)].configurations.isEmpty }

    /// True if a token that the grammar names may come next.
    package func expectsNamedToken(_ state: State) -> Bool { states[Int(state)].hasNamed }

    /// Returns the state after a byte; nil if it can't come next.
    ///
    /// - Throws: ``GrammarError`` if too many readings of the output are possible.
    package mutating func state(after byte: UInt8, from state: State) throws(GrammarError) -> State? {
        let byteClass = tails.classes[Int(byte)]
        var next = transitions[Int(state) * tails.classCount + Int(byteClass)]
        if next == -2 { next = try step(state, byteClass) }
        return next >= 0 ? next : nil
    }

    /// Returns the state after some bytes; nil if they can't come next.
    ///
    /// - Throws: ``GrammarError`` if too many readings of the output are possible.
    package mutating func state(after bytes: ArraySlice<UInt8>, from state: State) throws(GrammarError) -> State? {
        var state = state
        for byte in bytes {
            guard let next = try self.state(after: byte, from: state) else { return nil }
            state = next
        }
        return state
    }

    /// Returns the state after some bytes; nil if they can't come next.
    ///
    /// - Throws: ``GrammarError`` if too many readings of the output are possible.
    package mutating func state(after bytes: some Sequence<UInt8>, from state: State) throws(GrammarError) -> State? {
        try self.state(after: Array(bytes)[...], from: state)
    }

    /// Returns the state after a token; nil if it can't come next.
    ///
    /// - Parameters:
    ///   - token: The token's number.
    ///   - bytes: Its text. It is empty for a control token, which only a grammar that names it allows.
    ///   - state: The state before it.
    ///   - identify: Returns the number of a token that the grammar names by its text; nil if the model has none.
    /// - Returns: The state; nil if the token can't come next.
    /// - Throws: ``GrammarError`` if too many readings of the output are possible.
    package mutating func state(
        after token: Int32, bytes: ArraySlice<UInt8>, from state: State, identify: (String) -> Int32?
    ) throws(GrammarError) -> State? {
        let plain = bytes.isEmpty ? nil : try self.state(after: bytes, from: state)
        guard states[Int(state)].hasNamed else { return plain }
        let named = states[Int(state)].configurations.filter { $0.tail < 0 && matches($0, token, identify) }
        guard !named.isEmpty else { return plain }
        var opening = Opening()
        for configuration in named { try goOn(behind: configuration, &opening) }
        if let plain {
            for configuration in states[Int(plain)].configurations { opening.insert(configuration) }
            opening.mayEnd = opening.mayEnd || states[Int(plain)].mayEnd
        }
        return try self.state(opening)
    }

    private func matches(_ configuration: Configuration, _ token: Int32, _ identify: (String) -> Int32?) -> Bool {
        guard case .token(let name, let isOther) = grammar.symbols[Int(configuration.symbol)] else { return false }
        let named: Int32? =
            switch name {
            case .id(let id): id
            case .text(let text): identify(text)
            }
        return (named == token) != isOther
    }

    // MARK: making states

    /// A state in the making.
    private struct Opening {
        var configurations: [Configuration] = []
        var seen: Set<Configuration> = []
        /// The places that were opened.
        var opened: Set<Frame> = []
        var mayEnd = false

        mutating func insert(_ configuration: Configuration) {
            if seen.insert(configuration).inserted { configurations.append(configuration) }
        }
    }

    private mutating func step(_ state: State, _ byteClass: UInt8) throws(GrammarError) -> State {
        var opening = Opening()
        for configuration in states[Int(state)].configurations where configuration.tail >= 0 {
            switch tails.step(configuration.tail, byteClass) {
            case ByteTails.dead: break
            case ByteTails.done: try goOn(behind: configuration, &opening)
            case let tail:
                opening.insert(
                    Configuration(tail: tail, symbol: configuration.symbol, outer: configuration.outer))
            }
        }
        let next = opening.configurations.isEmpty && !opening.mayEnd ? -1 : try self.state(opening)
        transitions[Int(state) * tails.classCount + Int(byteClass)] = next
        return next
    }

    private mutating func goOn(behind configuration: Configuration, _ opening: inout Opening) throws(GrammarError) {
        try open(configuration.symbol + 1, configuration.outer, &opening)
    }

    /// Adds all configurations that begin at a symbol.
    private mutating func open(_ symbol: Int32, _ outer: Int32, _ opening: inout Opening) throws(GrammarError) {
        var pending = [Frame(next: symbol, outer: outer)]
        while var frame = pending.popLast() {
            while grammar.symbols[Int(frame.next)] == .end {
                guard frame.outer >= 0 else {
                    opening.mayEnd = true
                    break
                }
                frame = frameList[Int(frame.outer)]
            }
            guard opening.opened.insert(frame).inserted else { continue }
            // An alternative that is a rule of its own opens two places for one configuration.
            guard opening.configurations.count <= Self.mostConfigurations,
                opening.opened.count <= 4 * Self.mostConfigurations
            else {
                throw GrammarError(
                    "leaves more than \(Self.mostConfigurations) readings of the same output open, which is too many to follow."
                )
            }
            switch grammar.symbols[Int(frame.next)] {
            case .end: break
            case .bytes(let set):
                let tail = tails.start(of: set)
                guard tail != ByteTails.done else {
                    pending.append(Frame(next: frame.next + 1, outer: frame.outer))
                    continue
                }
                opening.insert(Configuration(tail: tail, symbol: frame.next, outer: frame.outer))
            case .token: opening.insert(Configuration(tail: -1, symbol: frame.next, outer: frame.outer))
            case .rule(let rule):
                let rest = try behind(frame)
                for begin in grammar.rules[rule].starts { pending.append(Frame(next: Int32(begin), outer: rest)) }
            }
        }
    }

    /// Returns the list to go on from behind a symbol. Where nothing is left behind it, that is the list around it.
    private mutating func behind(_ frame: Frame) throws(GrammarError) -> Int32 {
        guard grammar.symbols[Int(frame.next) + 1] != .end else { return frame.outer }
        return try number(of: Frame(next: frame.next + 1, outer: frame.outer))
    }

    private mutating func number(of list: Frame) throws(GrammarError) -> Int32 {
        if let known = frames[list] { return known }
        try checkRoom(frameList.count)
        let number = Int32(frameList.count)
        frames[list] = number
        frameList.append(list)
        return number
    }

    private mutating func state(_ opening: Opening) throws(GrammarError) -> State {
        let configurations = opening.configurations.sorted {
            ($0.symbol, $0.outer, $0.tail) < ($1.symbol, $1.outer, $1.tail)
        }
        if let known = stateNumbers[configurations]?[opening.mayEnd] { return known }
        try checkRoom(states.count)
        let number = State(states.count)
        states.append(
            Properties(
                configurations: configurations, mayEnd: opening.mayEnd,
                hasNamed: configurations.contains { $0.tail < 0 }))
        stateNumbers[configurations, default: [:]][opening.mayEnd] = number
        transitions += repeatElement(-2, count: tails.classCount)
        return number
    }

    private func checkRoom(_ count: Int) throws(GrammarError) {
        guard count < Self.mostKept else {
            throw GrammarError(
                "has come to more than \(Self.mostKept) states, which is too many to follow.")
        }
    }
}
