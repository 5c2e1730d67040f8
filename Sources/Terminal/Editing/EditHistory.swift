/// The steps of an editor that can be undone, and those that can be done again.
struct EditHistory: Hashable, Sendable {
    /// The cursor and the other end of the selection, in UTF-8 bytes.
    struct Caret: Hashable, Sendable {
        var cursor: Int
        var anchor: Int?
    }

    /// The kind of a step. Steps of one kind may be joined, so that they are undone together.
    enum Kind: Hashable, Sendable {
        case typing, deletingBackward, deletingForward, other
    }

    /// A step: one text in place of another.
    struct Step: Hashable, Sendable {
        /// The place, in UTF-8 bytes.
        var offset: Int
        var removed: String
        var inserted: String
        var before: Caret
        var after: Caret
        var kind: Kind

        var bytes: Int { removed.utf8.count + inserted.utf8.count }
    }

    /// The limits of what is kept. The latest step is always kept.
    static let mostSteps = 1000, mostBytes = 10_000_000

    private(set) var done: [Step] = []
    private(set) var undone: [Step] = []
    /// The bytes of all steps that can be undone.
    private var bytes = 0
    /// True if the latest step may still grow.
    private var isOpen = false

    /// Adds a step. It is joined to the latest one if the two are one stroke of writing or deleting: they touch, and no
    /// new word begins between them.
    mutating func add(_ step: Step) {
        undone = []
        if isOpen, step.kind != .other, let last = done.last, last.kind == step.kind,
            let joined = Self.join(last, step)
        {
            done[done.count - 1] = joined
            bytes += joined.bytes - last.bytes
        } else {
            done.append(step)
            bytes += step.bytes
        }
        isOpen = true
        var excess = 0
        while done.count - excess > Self.mostSteps || (bytes > Self.mostBytes && excess < done.count - 1) {
            bytes -= done[excess].bytes
            excess += 1
        }
        done.removeFirst(excess)
    }

    /// Ends the latest step, because the cursor was moved.
    mutating func close() { isOpen = false }

    /// Returns the step to undo; nil if there is none.
    mutating func undo() -> Step? {
        isOpen = false
        guard let step = done.popLast() else { return nil }
        bytes -= step.bytes
        undone.append(step)
        return step
    }

    /// Returns the step to do again; nil if there is none.
    mutating func redo() -> Step? {
        isOpen = false
        guard let step = undone.popLast() else { return nil }
        bytes += step.bytes
        done.append(step)
        return step
    }

    private static func join(_ last: Step, _ step: Step) -> Step? {
        var joined = last
        joined.after = step.after
        switch step.kind {
        case .typing:
            guard step.removed.isEmpty, step.offset == last.offset + last.inserted.utf8.count,
                !beginsWord(step.inserted, after: last.inserted)
            else { return nil }
            joined.inserted += step.inserted
        case .deletingBackward:
            guard step.offset + step.removed.utf8.count == last.offset, !beginsWord(last.removed, after: step.removed)
            else { return nil }
            joined.removed = step.removed + last.removed
            joined.offset = step.offset
        case .deletingForward:
            guard step.offset == last.offset, !beginsWord(step.removed, after: last.removed) else { return nil }
            joined.removed += step.removed
        case .other: return nil
        }
        return joined
    }

    private static func beginsWord(_ text: String, after before: String) -> Bool {
        before.last?.isWhitespace == true && text.first?.isWhitespace == false
    }
}
