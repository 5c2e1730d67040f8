import CChat
import Constraints
import Lanes
import Prompting

/// The grammars of a model's lanes, with the states that outputs have come to. For one thread.
final class GrammarStore {
    private let model: LlamaModel
    private var grammars: [OutputConstraint: Grammar] = [:]
    private var followers: [Grammar: SharedFollower] = [:]
    private lazy var texts = TokenBytes(model)
    /// The tokens that grammars name by their texts; nil for a text that is no token.
    private var named: [String: Int32?] = [:]

    init(model: LlamaModel) {
        self.model = model
    }

    /// Returns what keeps one output within a constraint.
    func outputGuard(for constraint: OutputConstraint) throws(EngineError) -> OutputGuard {
        let grammar = try grammar(for: constraint)
        do throws(GrammarError) {
            return OutputGuard(try follower(of: grammar), after: constraint.after, store: self)
        } catch {
            throw .grammar("\(error)")
        }
    }

    private func grammar(for constraint: OutputConstraint) throws(EngineError) -> Grammar {
        if let known = grammars[constraint] { return known }
        let source =
            switch constraint.language {
            case .grammar: constraint.text
            case .schema: try Self.grammar(ofSchema: constraint.text)
            }
        do throws(GrammarError) {
            let grammar = try Grammar(source)
            grammars[constraint] = grammar
            return grammar
        } catch {
            throw .grammar("\(error)")
        }
    }

    /// Returns the states of a grammar. After long outputs they begin anew, for the sake of memory.
    private func follower(of grammar: Grammar) throws(GrammarError) -> SharedFollower {
        if let known = followers[grammar], !known.follower.isLarge { return known }
        let fresh = SharedFollower(try GrammarFollower(grammar))
        followers[grammar] = fresh
        return fresh
    }

    /// Returns a grammar of the values that fit a schema, as llama.cpp makes it.
    static func grammar(ofSchema schema: String) throws(EngineError) -> String {
        var problem = cchat_problem()
        guard let text = cchat_grammar_of_schema(schema, schema.utf8.count, &problem) else {
            let reason = withUnsafeBytes(of: problem.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            throw .grammar("llama.cpp can't make a grammar of the schema: \(reason).")
        }
        defer { cchat_grammar_free(text) }
        return String(cString: text)
    }

    /// Returns whether a token ends an output.
    func isEnd(_ token: Int32) -> Bool { texts.isEnd(token) }

    /// Calls `body` with the text of a token; control tokens have none.
    func withBytes<Result>(of token: Int32, _ body: (ArraySlice<UInt8>) -> Result) -> Result { body(texts[token]) }

    /// Returns the token that a grammar names; nil if the model has none with this text.
    func token(named text: String) -> Int32? {
        if let known = named[text] { return known }
        let tokens = (try? model.tokens(of: text, addsSpecial: false, parsesSpecial: true)) ?? []
        let token = tokens.count == 1 ? tokens[0] : nil
        named[text] = .some(token)
        return token
    }
}

/// A grammar's states, which the outputs of several lanes share and add to.
final class SharedFollower {
    var follower: GrammarFollower
    /// Why an output can't be followed any further; nil if it can.
    var problem: GrammarError?

    init(_ follower: GrammarFollower) {
        self.follower = follower
    }
}

/// The bytes of all tokens of a model.
private struct TokenBytes {
    private var bytes: [UInt8] = []
    private var ends: [Int32] = []
    private var ending: Set<Int32> = []

    init(_ model: LlamaModel) {
        for token in 0..<model.info.vocabulary {
            if model.isEnd(token) { ending.insert(token) }
            bytes += model.bytes(of: token)
            ends.append(Int32(bytes.count))
        }
    }

    subscript(token: Int32) -> ArraySlice<UInt8> {
        guard ends.indices.contains(Int(token)) else { return [] }
        return bytes[(token == 0 ? 0 : Int(ends[Int(token) - 1]))..<Int(ends[Int(token)])]
    }

    func isEnd(_ token: Int32) -> Bool { ending.contains(token) }
}
