import Prompting

extension Composer {
    /// Adds a question and its answer behind the turn that the cursor is on, else at the end.
    mutating func addTurns() -> [Request] {
        let index = field.turn.map { $0 + 1 } ?? prompt.turns.count
        let isAnswered = index == 0 || prompt.turns[index - 1].role == .assistant
        let new = [Turn(role: .user, text: ""), Turn(role: .assistant, text: "")]
        prompt.turns.insert(contentsOf: isAnswered ? new : new.reversed(), at: index)
        forgetTurnEditors()
        field = .turn(index)
        return [.changed(Change("added turns")), .focus(.prompt)]
    }

    /// Deletes the turn that the cursor is on.
    mutating func deleteTurn() -> [Request] {
        guard let index = field.turn else { return [] }
        prompt.turns.remove(at: index)
        forgetTurnEditors()
        field = prompt.turns.isEmpty ? .input : .turn(min(index, prompt.turns.count - 1))
        return [.changed(Change("a deleted turn")), .say("Turn deleted. ^_ brings it back.")]
    }

    /// Makes the input and an answer to it the last turns, and empties the input for the next question.
    mutating func answer(_ question: String, with answer: String) -> [Request] {
        if !question.isEmpty { prompt.turns.append(Turn(role: .user, text: question)) }
        prompt.turns.append(Turn(role: .assistant, text: answer))
        prompt.input = ""
        forgetTurnEditors()
        field = .input
        return [.changed(Change("an answered output")), .focus(.prompt)]
    }

    /// Removes the editors of turns, which go by the turns' numbers: those have changed.
    private mutating func forgetTurnEditors() {
        for field in editors.keys where field.turn != nil { editors[field] = nil }
        readEditors()
    }
}
