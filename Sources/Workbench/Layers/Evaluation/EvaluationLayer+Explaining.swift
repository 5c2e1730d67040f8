extension EvaluationLayer {
    /// What the table, its columns and its signs mean.
    static func explanation(_ look: Look) -> Choice {
        let (right, wrong, open) = (look.sign("✓", "+"), look.sign("✗", "x"), look.sign("·", "."))
        return Choice(
            title: look.sentence("what the columns mean"),
            lines: [
                "A row is a case: its name, the right answer, what is asked, and for each lane the answer that was read in its output, then the output.",
                "\(right) right   \(wrong) wrong   ? no answer found   ! lane failed   \(open) not run yet",
                "right and share: how many cases the lane has right, of all that it has run. Those that are unread count as wrong.",
                "95 % interval: where the share may well lie on other cases of this kind (Wilson). A few cases make it wide.",
                "unread: outputs in which no answer was found. Enter on a case tells why.",
                "The sentences compare the lanes case by case; i shows the whole report.",
            ].map(look.sentence), answers: [.back])
    }
}
