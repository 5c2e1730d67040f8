import Constraints
import Lanes
import Prompting
import Sampling

/// Keeps one output within its grammar: it says which tokens may come next, and follows those that came.
///
/// A replay builds it anew token by token, so that the same tokens are allowed at the same place.
struct OutputGuard {
    /// Where the output is.
    private enum Phase {
        /// Before the text behind which the grammar holds, of which the end of `text` may be a part.
        case waiting(text: [UInt8])
        case following(GrammarFollower.State)
        /// Outside the grammar: a token was given that it doesn't allow, as a lane's that branches off another one, or one that
        /// holds the beginning of an answer together with what comes before it.
        case left
    }

    private var shared: SharedFollower
    private let store: GrammarStore
    private let sentence: AnswerSentence
    private var phase: Phase
    /// The number of bytes of the answer that it has followed.
    private var followed = 0

    init(_ shared: SharedFollower, after sentence: String?, store: GrammarStore) {
        self.shared = shared
        self.store = store
        self.sentence = AnswerSentence(sentence ?? "")
        phase = self.sentence.isEmpty ? .following(shared.follower.start) : .waiting(text: [])
    }

    /// True if the output can only end.
    var mustEnd: Bool {
        if case .following(let state) = phase { shared.follower.mustEnd(state) } else { false }
    }

    /// True if a token came that the grammar doesn't allow, so that it rules nothing out any more.
    var hasLeft: Bool {
        if case .left = phase { true } else { false }
    }

    /// Returns which tokens may come next in an output; nil if all may. `thoughts` is how they are separated from the answer, nil if
    /// none are looked for; `mayThink` is true if they may begin before it, as long as they have fewer tokens than `budget`;
    /// a negative one has no end.
    func filter(behind output: OutputSplitter, _ thoughts: ThoughtFormat?, mayThink: Bool, budget: Int) -> TokenFilter?
    {
        guard case .following(let state) = phase, !output.isThinking else { return nil }
        let undecided = output.undecided
        let mayAnswer: TokenFilter =
            undecided.isEmpty && !output.dropsSpace
            ? answerFilter(in: state)
            : { allows($0, behind: undecided, dropsSpace: output.dropsSpace) }
        guard output.expectsTags else { return mayAnswer }
        let (model, controls) = (store.model, thoughts?.controls ?? [])
        return { token in
            if mayAnswer(token) { return true }
            if output.dropsSpace, output.mayPad(with: model.bytes(of: token)) { return true }
            guard mayThink else { return false }
            return output.mayBeginTag(
                with: model.bytes(of: token, showsSpecial: controls.contains(token)), budget: budget)
        }
    }

    /// Returns whether a token may come next in the answer: as ``allows(_:behind:dropsSpace:)`` says, until so many were asked
    /// for that the set of all of them is kept.
    private func answerFilter(in state: GrammarFollower.State) -> TokenFilter {
        let known = shared.tokens(allowedIn: state)
        if let mask = known.mask { return { mask[$0] } }
        return { token in
            if let mask = known.mask { return mask[token] }
            if known.count() { shared.learn(known, in: state, store.texts, identify: store.token(named:)) }
            return allows(token)
        }
    }

    /// Says that no token may come next, with the reason if it is known.
    var deadEnd: EngineError {
        .grammar(
            shared.problem.map { "\($0)" }
                ?? "The grammar allows none of the model's tokens after what the model has written.")
    }

    /// Returns whether a token may come next in the answer. `undecided` stands before it, and isn't followed yet.
    ///
    /// Space that begins the answer counts for nothing if `dropsSpace` is set, as behind thoughts.
    func allows(_ token: Int32, behind undecided: ArraySlice<UInt8> = [], dropsSpace: Bool = false) -> Bool {
        guard case .following(var state) = phase else { return true }
        if !undecided.isEmpty {
            guard let next = follow(undecided, from: state) else { return false }
            state = next
        }
        if store.isEnd(token), shared.follower.mayEnd(state) { return true }
        if self.state(after: token, from: state) != nil { return true }
        guard dropsSpace, undecided.isEmpty else { return false }
        return store.withBytes(of: token) { bytes in
            let rest = bytes.drop { OutputSplitter.isSpace($0) }
            return rest.count < bytes.count && !rest.isEmpty && follow(rest, from: state) != nil
        }
    }

    /// Prepares for the next row: if the outputs so far have made very many states, begins anew with the present one.
    mutating func prepare() {
        shared.problem = nil
        guard case .following(let state) = phase, shared.follower.isLarge,
            let (follower, start) = try? shared.follower.restarted(at: state)
        else { return }
        shared = SharedFollower(follower, budget: shared.budget)
        phase = .following(start)
    }

    /// True if the grammar couldn't be followed since ``prepare()``, so that what it allows isn't known.
    var hasFailed: Bool { shared.problem != nil }

    /// Follows a token. `answer` is the whole answer with it; thoughts are no part of that.
    mutating func accept(_ token: Int32, answer: [UInt8]) {
        let fresh = answer[min(followed, answer.count)...]
        followed = answer.count
        guard !fresh.isEmpty || store.withBytes(of: token, \.isEmpty) else { return }
        switch phase {
        case .waiting(var text):
            text += fresh
            guard let end = sentence.firstEnd(in: text) else {
                phase = .waiting(text: text.suffix(sentence.count))
                return
            }
            phase = .following(shared.follower.start)
            // What the token has behind the sentence is followed if it fits, and else left to stand before the answer.
            let rest = fresh.suffix(text.count - end)
            if let state = follow(rest, from: shared.follower.start) { phase = .following(state) }
        case .following(let state):
            let isWhole = store.withBytes(of: token) { $0.elementsEqual(fresh) }
            let next = isWhole ? self.state(after: token, from: state) : follow(fresh, from: state)
            // A control token that the grammar doesn't name, such as one around thoughts, changes nothing.
            phase = next.map { .following($0) } ?? (fresh.isEmpty ? .following(state) : .left)
        case .left: break
        }
    }

    private func state(after token: Int32, from state: GrammarFollower.State) -> GrammarFollower.State? {
        store.withBytes(of: token) { bytes in
            do throws(GrammarError) {
                return try shared.follower.state(
                    after: token, bytes: bytes, from: state, identify: store.token(named:))
            } catch {
                shared.problem = error
                return nil
            }
        }
    }

    private func follow(_ bytes: ArraySlice<UInt8>, from state: GrammarFollower.State) -> GrammarFollower.State? {
        do throws(GrammarError) {
            return try shared.follower.state(after: bytes, from: state)
        } catch {
            shared.problem = error
            return nil
        }
    }
}
