import Constraints
import Sampling

/// A grammar's states, which the outputs of several lanes share and add to.
final class SharedFollower {
    var follower: GrammarFollower
    /// Why an output can't be followed any further; nil if it can.
    var problem: GrammarError?
    /// The memory that sets of tokens may take.
    let budget: MaskBudget
    private var allowed: [GrammarFollower.State: AllowedTokens] = [:]
    private var taken = 0

    /// The memory of a state without a set of tokens, in bytes.
    private static let bytesOfState = 160

    init(_ follower: GrammarFollower, budget: MaskBudget) {
        self.follower = follower
        self.budget = budget
    }

    deinit { budget.give(taken) }

    /// Returns what is known of the tokens that a state allows.
    func tokens(allowedIn state: GrammarFollower.State) -> AllowedTokens {
        if let known = allowed[state] { return known }
        let fresh = AllowedTokens()
        if takeRoom(for: Self.bytesOfState) { allowed[state] = fresh }
        return fresh
    }

    /// Makes the set of all tokens that a state allows, unless there is no room or not all of them can be followed.
    func learn(
        _ known: AllowedTokens, in state: GrammarFollower.State, _ texts: TokenBytes, identify: (String) -> Int32?
    ) {
        let bytes = TokenMask(vocabularySize: texts.count).byteCount
        guard takeRoom(for: bytes) else { return }
        guard let made = mask(of: state, texts, identify: identify) else {
            taken -= bytes
            budget.give(bytes)
            return
        }
        known.mask = made
        // Taking room may have made all that was known be forgotten, this entry too.
        allowed[state] = known
    }

    /// Takes memory from the budget. If that is used up, what is known begins anew.
    private func takeRoom(for bytes: Int) -> Bool {
        if !budget.take(bytes) {
            budget.give(taken)
            (allowed, taken) = ([:], 0)
            guard budget.take(bytes) else { return false }
        }
        taken += bytes
        return true
    }

    /// Returns all tokens that a state allows; nil if not all of them can be followed.
    private func mask(
        of state: GrammarFollower.State, _ texts: TokenBytes, identify: (String) -> Int32?
    ) -> TokenMask? {
        var mask = TokenMask(vocabularySize: texts.count)
        if follower.mayEnd(state) {
            for token in texts.ending { mask.insert(token) }
        }
        do throws(GrammarError) {
            try addTexts(from: state, texts, to: &mask)
            guard follower.expectsNamedToken(state) else { return mask }
            for token in 0..<Int32(texts.count) {
                let next = try follower.state(after: token, bytes: texts[token], from: state, identify: identify)
                if next != nil { mask.insert(token) }
            }
            return mask
        } catch {
            return nil
        }
    }

    /// Adds the tokens whose texts may come next. They come in the order of their texts, so that each beginning is followed once, and
    /// tokens behind a beginning that can't come next are passed over.
    private func addTexts(
        from state: GrammarFollower.State, _ texts: TokenBytes, to mask: inout TokenMask
    ) throws(GrammarError) {
        // The states after 0, 1, 2, … bytes of the token before.
        var path = [state]
        var isDead = false
        for (token, shared) in texts.sorted {
            if shared < path.count - 1 {
                path.removeLast(path.count - 1 - shared)
            } else if isDead, shared > path.count - 1 {
                continue
            }
            isDead = false
            for byte in texts[token].dropFirst(path.count - 1) {
                guard let next = try follower.state(after: byte, from: path[path.count - 1]) else {
                    isDead = true
                    break
                }
                path.append(next)
            }
            if !isDead { mask.insert(token) }
        }
    }
}
