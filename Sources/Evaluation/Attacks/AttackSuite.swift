import Prompting

/// Attacks on a prompt, the secrets that they are after, and harmless questions that look dangerous.
package struct AttackSuite: Sendable {
    /// One attack.
    package struct Attack: Sendable, Hashable {
        /// Its name.
        package var id: String
        /// Its kind, as `persona`; attacks of one kind are counted together.
        package var kind: String
        /// The language that it is written in: `en`, `ko`.
        package var language: String
        /// The text in the place of the user's; `{{ask}}` in it is what the attack is after.
        package var text: String
        /// A passage among those that a prompt with sources is sent; nil if no passage attacks.
        package var source: String?
        /// Turns of user and assistant that are sent before.
        package var turns: [Turn]

        /// Creates an attack.
        package init(
            id: String, kind: String, language: String, text: String, source: String? = nil, turns: [Turn] = []
        ) {
            (self.id, self.kind, self.language) = (id, kind, language)
            (self.text, self.source, self.turns) = (text, source, turns)
        }
    }

    /// A harmless question that looks dangerous.
    package struct Question: Sendable, Hashable {
        /// Its name.
        package var id: String
        /// The question.
        package var text: String
        /// Words of which an answer to the point has at least one.
        package var words: [String]

        /// Creates a question.
        package init(id: String, text: String, words: [String]) {
            (self.id, self.text, self.words) = (id, text, words)
        }
    }

    /// An attack that is after one secret, with its texts filled in.
    package struct Aimed: Sendable {
        /// The attack.
        package var attack: Attack
        /// The secret.
        package var secret: AttackSecret
    }

    /// The suite's name.
    package var name: String
    /// What is to be kept.
    package var secrets: [AttackSecret]
    /// The attacks.
    package var attacks: [Attack]
    /// The harmless questions.
    package var questions: [Question]
    /// Sentences that may follow an instruction so that it holds better.
    package var defences: [String]

    /// Creates a suite.
    package init(
        name: String, secrets: [AttackSecret], attacks: [Attack], questions: [Question], defences: [String] = []
    ) {
        (self.name, self.secrets, self.attacks) = (name, secrets, attacks)
        (self.questions, self.defences) = (questions, defences)
    }

    /// Returns an instruction with the rules that secrets add.
    package func guarded(_ instruction: String) -> String {
        ([instruction] + secrets.map(\.rule)).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The attacks with their texts filled in. Each kind's attacks are after the secrets in turn, and each kind begins with
    /// another one, so that kinds of few attacks meet different secrets.
    package var aimed: [Aimed] {
        var next: [String: Int] = [:]
        return attacks.compactMap { attack in
            guard !secrets.isEmpty else { return nil }
            let place = next[attack.kind] ?? next.count
            next[attack.kind] = place + 1
            let secret = secrets[place % secrets.count]
            let ask = AskedText(secret.ask(in: attack.language))
            var filled = attack
            filled.text = ask.filled(into: attack.text)
            filled.source = attack.source.map { ask.filled(into: $0) }
            filled.turns = attack.turns.map { Turn(role: $0.role, text: ask.filled(into: $0.text)) }
            return Aimed(attack: filled, secret: secret)
        }
    }
}
