import CChat
import Constraints
import JSONText
import Lanes
import Prompting

/// The grammars of a model's lanes, with the states that outputs have come to. For one thread.
final class GrammarStore {
    let model: LlamaModel
    private struct Key: Hashable {
        var constraint: OutputConstraint
        var isBehindText: Bool
    }

    private var grammars: [Key: Grammar] = [:]
    private var followers: [Grammar: SharedFollower] = [:]
    /// The texts of all tokens.
    private(set) lazy var texts = TokenBytes(model)
    private let budget = MaskBudget()
    /// The tokens that grammars name by their texts; nil for a text that is no token.
    private var named: [String: Int32?] = [:]

    /// The most grammars that are kept. Someone who edits a schema leaves one behind with each change.
    private static let mostKept = 8

    init(model: LlamaModel) {
        self.model = model
    }

    /// Returns what keeps a step's output within its constraint; nil if the model is free. `stage` counts from 0.
    func outputGuard(for step: Step, stage: Int) throws(EngineError) -> OutputGuard? {
        guard let constraint = step.constraint else { return nil }
        return try outputGuard(for: constraint, isBehindText: stage > 0)
    }

    /// Returns what keeps one output within a constraint. An answer behind a text may begin with a space.
    func outputGuard(for constraint: OutputConstraint, isBehindText: Bool = false) throws(EngineError) -> OutputGuard {
        let isBehindText = isBehindText || constraint.after != nil
        let grammar = try grammar(for: constraint, isBehindText: isBehindText)
        do throws(GrammarError) {
            return OutputGuard(try follower(of: grammar), after: constraint.after, store: self)
        } catch {
            throw .grammar("\(error)")
        }
    }

    private func grammar(for constraint: OutputConstraint, isBehindText: Bool) throws(EngineError) -> Grammar {
        let key = Key(constraint: constraint, isBehindText: isBehindText)
        if let known = grammars[key] { return known }
        if grammars.count >= Self.mostKept { (grammars, followers) = ([:], [:]) }
        let source =
            switch constraint.language {
            case .grammar: constraint.text
            case .schema: try Self.grammar(ofSchema: constraint.text, isBehindText: isBehindText)
            }
        do throws(GrammarError) {
            let grammar = try Grammar(source)
            grammars[key] = grammar
            return grammar
        } catch {
            throw .grammar("\(error)")
        }
    }

    /// Returns the states of a grammar. After long outputs they begin anew, for the sake of memory.
    private func follower(of grammar: Grammar) throws(GrammarError) -> SharedFollower {
        if let known = followers[grammar], !known.follower.isLarge { return known }
        let fresh = SharedFollower(try GrammarFollower(grammar), budget: budget)
        followers[grammar] = fresh
        return fresh
    }

    /// Returns a grammar of the values that fit a schema, as llama.cpp makes it.
    static func grammar(ofSchema schema: String, isBehindText: Bool = false) throws(EngineError) -> String {
        // llama.cpp follows some of these without end.
        if let value = try? JSONValue(reading: schema), let read = try? JSONSchema(value),
            let gap = read.grammarGaps.first(where: \.isRefused)
        {
            throw .grammar("llama.cpp can't make a grammar of the schema: \(gap)")
        }
        var problem = cchat_problem()
        guard let text = cchat_grammar_of_schema(schema, schema.utf8.count, &problem) else {
            let reason = withUnsafeBytes(of: problem.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            throw .grammar("llama.cpp can't make a grammar of the schema: \(reason).")
        }
        defer { cchat_grammar_free(text) }
        let grammar = String(cString: text)
        guard isBehindText else { return grammar }
        // No rule of a schema's grammar refers to its root.
        return grammar.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("root ::=") ? "root ::= \" \"? (" + line.dropFirst(8) + ")" : String(line)
        }.joined(separator: "\n")
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
