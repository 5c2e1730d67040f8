import History

extension RerunPromise {
    /// Whether the text must be the same, with the reasons why it may not be.
    package var sentence: String {
        isSameText
            ? "The text must be the same, because build, processor, threads and model are."
            : "The text may differ. " + doubts.joined(separator: " ")
    }
}
