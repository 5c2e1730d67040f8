import Prompting
import Terminal

extension State {
    /// Keeps unsaved changes, and has the program remember the prompt's file, before another prompt is opened.
    mutating func prepareToLeave() {
        recordRun()
        // A draft that is due may have to be forgotten: changes may have been undone since it was written.
        if isUnsaved || keeping.isDraftDue { keepDraft() }
        emit(.files(.setAside(openPrompts.nextNumber())))
    }

    /// Closes unchanged prompts of a file that are open besides, because the file is open with other content.
    mutating func closeUnchanged(of path: String?) {
        guard let path else { return }
        for closed in openPrompts.takeUnchanged(of: path) { emit(.files(.close(closed))) }
    }

    /// Opens another prompt; if it is open already, turns to it.
    mutating func open(_ path: String) {
        if path != session.path, let other = openPrompts.left.last(where: { $0.session.path == path }) {
            return turn(to: other.number)
        }
        prepareToLeave()
        emit(.files(.open(path)))
    }

    /// Leaves the prompt on the screen, which stays open. Returns a sentence if it has unsaved changes.
    @discardableResult mutating func setAside() -> String? {
        guard let number = openPrompts.pending else { return nil }
        openPrompts.pending = nil
        recordRun()
        for index in board.lanes.indices where board.lanes[index].isRunning { board.lanes[index].runRevision = 0 }
        carryOut(board.cancelAll())
        guard isUnsaved || session.path != nil else {
            emit(.files(.close(number)))
            return nil
        }
        let left = OpenPrompts.Left(
            number: number, session: session, composer: composer, board: board, openedCase: evaluations.openedCase,
            isUnsaved: isUnsaved)
        for closed in openPrompts.add(left) { emit(.files(.close(closed))) }
        return left.isUnsaved ? "\(left.title) has unsaved changes and stays open: Alt-` goes back to it." : nil
    }

    /// Turns to the prompt that was left first, so that pressing on goes through all.
    mutating func turnToNext() {
        guard let next = openPrompts.left.first else {
            return say("No other prompt is open. ^O opens one, and this one stays open too.")
        }
        turn(to: next.number)
    }

    /// Turns to a prompt that was left: everything is as it was.
    mutating func turn(to number: Int) {
        guard openPrompts.left.contains(where: { $0.number == number }) else { return }
        prepareToLeave()
        guard let next = openPrompts.take(number) else { return }
        setAside()
        emit(.files(.takeUp(number)))
        session = next.session
        composer = next.composer
        board = next.board.resumed(after: board)
        evaluations.openedCase = next.openedCase
        // The model may have been changed for all prompts meanwhile.
        for (index, word) in setup.modelWords.enumerated() where board.lanes[index].output.model != word {
            board.lanes[index].revision += 1
        }
        tokenChart = Chart()
        tokens.tokens = nil
        layers.clear()
        carryOut([.effect(.schedule(.count, milliseconds: 50))])
        let others = openPrompts.left.count
        say("\(title) is on the screen again." + (others > 1 ? " \(others) others are open: Alt-` goes on." : ""))
    }

    /// Takes over unsaved work: of a prompt that is open, or what a program left behind.
    mutating func restore(_ found: FoundDraft) {
        if let number = found.number, openPrompts.left.contains(where: { $0.number == number }) {
            return turn(to: number)
        }
        prepareToLeave()
        emit(.files(.adoptDraft(found.draft)))
        setAside()
        closeUnchanged(of: found.draft.path)
        show(found.draft.prompt, path: found.draft.path, isShipped: found.isShipped)
        // The saved prompt isn't known. It differs, or there would be no draft.
        session.savedPrompt = Prompt()
        layers.clear()
        say("Your unsaved work is open again. ^S saves it.")
    }

    /// Throws unsaved work away.
    mutating func discard(_ found: FoundDraft) {
        if let number = found.number, openPrompts.take(number) != nil { emit(.files(.close(number))) }
        emit(.files(.discardDraft(found.draft)))
    }

    /// Tells of unsaved work that programs left behind: asks about the one of this prompt, or the only one, and names the
    /// place of the others.
    mutating func offer(_ drafts: [FoundDraft]) {
        guard let first = drafts.first else { return }
        let mine = drafts.count == 1 ? first : drafts.first { $0.draft.path == session.path && session.path != nil }
        if let mine {
            show(ChoiceLayer(choice: .about(mine, others: drafts.count - 1)))
        } else {
            say("Unsaved work on \(drafts.count) prompts was kept: ^O lists it first.")
        }
    }
}
