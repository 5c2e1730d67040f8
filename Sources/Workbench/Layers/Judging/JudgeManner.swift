/// How a model judges outputs.
package struct JudgeManner: Sendable, Hashable {
    /// True if it scores each output from 1 to 5 by a rubric, false if it compares each two.
    package var scores = false
    /// True if it is asked for a reason too, which it then has to generate.
    package var explains = false
    /// True if lines with which both outputs begin or end alike are left out where it compares.
    package var folds = false

    /// The usual manner: each two outputs are compared without a reason.
    package init() {}
}
