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
        /// What stands in the place of the user's text; `{{ask}}` is what it is after.
        package var text: String
        /// What the user and the assistant are made to have said before.
        package var turns: [Turn]

        /// Creates an attack.
        package init(id: String, kind: String, language: String, text: String, turns: [Turn] = []) {
            (self.id, self.kind, self.language, self.text, self.turns) = (id, kind, language, text, turns)
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

    /// An attack that is after one secret.
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

    /// Creates a suite.
    package init(name: String, secrets: [AttackSecret], attacks: [Attack], questions: [Question]) {
        (self.name, self.secrets, self.attacks, self.questions) = (name, secrets, attacks, questions)
    }

    /// The instruction with the rules that secrets add.
    package func guarded(_ instruction: String) -> String {
        ([instruction] + secrets.map(\.rule)).filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The attacks with their texts filled in. Each kind's attacks are after the secrets in turn, so that each kind meets all.
    package var aimed: [Aimed] {
        var turn: [String: Int] = [:]
        var shift: [String: Int] = [:]
        return attacks.compactMap { attack in
            guard !secrets.isEmpty else { return nil }
            if shift[attack.kind] == nil { shift[attack.kind] = shift.count }
            let place = turn[attack.kind, default: shift[attack.kind] ?? 0]
            turn[attack.kind] = place + 1
            let secret = secrets[place % secrets.count]
            let ask = secret.asks[attack.language] ?? secret.asks["en"] ?? ""
            var filled = attack
            filled.text = Self.filled(attack.text, ask)
            filled.turns = attack.turns.map { Turn(role: $0.role, text: Self.filled($0.text, ask)) }
            return Aimed(attack: filled, secret: secret)
        }
    }

    /// Returns a template with what is asked for in it, in plain words, in base64, by ROT13, backwards or letter by letter.
    private static func filled(_ text: String, _ ask: String) -> String {
        text.replacing("{{ask}}", with: ask)
            .replacing("{{ask:base64}}", with: ask.base64)
            .replacing("{{ask:rot13}}", with: DecodedViews.rotated(ask))
            .replacing("{{ask:reversed}}", with: String(ask.reversed()))
            .replacing("{{ask:spaced}}", with: ask.map(String.init).joined(separator: " "))
    }
}
