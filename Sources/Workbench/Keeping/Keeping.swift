/// What must be kept soon: unsaved work as a draft, and outputs in the history.
struct Keeping: Sendable {
    private(set) var isDraftDue = false
    private(set) var isRecordingDue = false
    /// The number of the last list of runs that was asked for.
    private(set) var listing = 0

    /// Asks to keep unsaved work in a while.
    mutating func wantDraft() -> [Request] {
        guard !isDraftDue else { return [] }
        isDraftDue = true
        return [.effect(.schedule(.draft, milliseconds: 1500))]
    }

    mutating func keptDraft() { isDraftDue = false }

    /// Asks to keep the lanes when nothing has happened for a while: while a knob is turned, each step is a run to the
    /// engine, but not to a person.
    mutating func wantRecording() -> [Request] {
        guard !isRecordingDue else { return [] }
        isRecordingDue = true
        return [.effect(.schedule(.record, milliseconds: 1200))]
    }

    mutating func recorded() { isRecordingDue = false }

    /// Returns the number for a question for runs. Older runs of a list are asked for under the list's number.
    mutating func number(isNewList: Bool) -> Int {
        if isNewList { listing += 1 }
        return listing
    }
}
