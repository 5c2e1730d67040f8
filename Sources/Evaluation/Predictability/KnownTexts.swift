import Lanes

/// Texts of known origin, by people and by a machine, with how predictable each is.
package struct KnownTexts: Sendable {
    /// A text with its figures.
    package struct Member: Sendable {
        /// The text.
        package var text: String
        /// Its figures.
        package var found: TextPredictability

        /// Creates a member.
        package init(_ text: String, _ found: TextPredictability) {
            (self.text, self.found) = (text, found)
        }
    }

    /// What each figure says on them, in the order of ``PredictabilityFigure``.
    package let calibrations: [PredictabilityCalibration]
    /// What they are like.
    package let kind: TextKind?
    /// Number of texts of which only the beginning fitted.
    package let cut: Int

    /// Calibrates all figures.
    package init(human: [Member], machine: [Member]) {
        let all = human + machine
        calibrations = PredictabilityFigure.allCases.compactMap { figure in
            PredictabilityCalibration(
                figure, human: human.compactMap { figure.value(of: $0.found) },
                machine: machine.compactMap { figure.value(of: $0.found) })
        }
        kind = TextKind(all.map(\.text), tokens: all.map(\.found.tokens.count))
        cut = all.count(where: \.found.isCut)
    }

    /// The figure that a verdict is made of: one that is chosen beforehand, because the best of several on the same texts looks
    /// better than it is.
    package var decisive: PredictabilityCalibration? {
        calibrations.first { $0.figure == .binoculars } ?? calibrations.first { $0.figure == .fastDetect }
    }
}
