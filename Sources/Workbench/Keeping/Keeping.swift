/// What is to be kept soon: unsaved work as a draft, and outputs in the history.
struct Keeping: Sendable {
    private(set) var isDraftDue = false
    private(set) var isRecordingDue = false
    /// Counted up with every list of runs that is asked for.
    private(set) var listing = 0

    /// Keeps unsaved work in a while.
    mutating func wantDraft() -> [Request] {
        guard !isDraftDue else { return [] }
        isDraftDue = true
        return [.effect(.schedule(.draft, milliseconds: 1500))]
    }

    mutating func keptDraft() { isDraftDue = false }

    /// Keeps what stands on the screen once nothing happens for a while: while a knob is turned, every step is a run of its own
    /// to the engine but none to a person.
    mutating func wantRecording() -> [Request] {
        guard !isRecordingDue else { return [] }
        isRecordingDue = true
        return [.effect(.schedule(.record, milliseconds: 1200))]
    }

    mutating func recorded() { isRecordingDue = false }

    /// Returns the number of a question for runs; that of older runs is the list's they belong to.
    mutating func number(isNewList: Bool) -> Int {
        if isNewList { listing += 1 }
        return listing
    }
}
