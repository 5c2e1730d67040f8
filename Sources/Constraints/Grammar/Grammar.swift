/// A grammar for outputs in llama.cpp's notation, GBNF (grammars/README.md in llama.cpp).
///
///     let grammar = try Grammar(#"root ::= "yes" | "no""#)
///
/// It is checked when it is made: all rules exist, some text fits, and no rule begins with itself.
package struct Grammar: Hashable, Sendable {
    /// A token that a grammar names, as `<think>` or `<[1000]>`.
    package enum NamedToken: Hashable, Sendable {
        /// The token with this text.
        case text(String)
        /// The token with this number.
        case id(Int32)
    }

    /// A part of an alternative.
    enum Symbol: Hashable, Sendable {
        /// Whatever the rule with this number is.
        case rule(Int)
        /// One of the byte sequences of the set with this number.
        case bytes(Int)
        /// A token, or any other one if `isOther`.
        case token(NamedToken, isOther: Bool)
        /// The end of an alternative.
        case end
    }

    /// A rule: where its alternatives begin among the symbols.
    struct Rule: Hashable, Sendable {
        /// The name in the grammar; that of the rule around it for a rule that stands for a group or a repetition.
        var name: String
        /// The indices of the first symbols of its alternatives.
        var starts: [Int]
    }

    /// The symbols of all alternatives, each alternative ended by ``Symbol/end``.
    private(set) var symbols: [Symbol]
    /// The rules.
    private(set) var rules: [Rule]
    /// The number of the rule `root`.
    let root: Int
    /// The sets of byte sequences.
    private(set) var sets: [ByteSequences]
    /// The text that it was made of.
    package let source: String

    /// The largest size of a grammar's text, in bytes.
    package static let largestSource = 1 << 18
    /// The largest number of symbols, after repetitions are written out.
    static let mostSymbols = 200_000

    /// Reads a grammar.
    ///
    /// - Throws: ``GrammarError`` with line and column if the text is no grammar, or one that can't be followed.
    package init(_ source: String) throws(GrammarError) {
        guard source.utf8.count <= Self.largestSource else {
            throw GrammarError("has \(source.utf8.count / 1000) kB; at most \(Self.largestSource / 1000) kB are read.")
        }
        var parser = GrammarParser(source)
        try parser.parse()
        guard let root = parser.number(of: "root") else {
            throw GrammarError("has no rule `root`, with which an output begins.")
        }
        self.source = source
        self.root = root
        (symbols, rules) = parser.flattened
        sets = parser.sets
        try check()
    }

    /// True if it names tokens, which a text alone doesn't show.
    package var namesTokens: Bool {
        symbols.contains { if case .token = $0 { true } else { false } }
    }

    /// Returns the symbols of an alternative that begins at `start`, with their indices.
    func alternative(from start: Int) -> some Sequence<(index: Int, symbol: Symbol)> {
        (start..<symbols.count).lazy.map { (index: $0, symbol: symbols[$0]) }.prefix { $0.symbol != .end }
    }
}
