/// How far further samples support a sentence, in four steps, for a colour and a sign.
package enum SupportStep: Int, Sendable, Hashable, CaseIterable {
    /// A probability of less than a quarter.
    case contradicted
    /// A quarter to a half.
    case doubtful
    /// A half to three quarters.
    case likely
    /// Three quarters or more.
    case supported

    /// Takes the step of a mean probability that samples support a sentence.
    package init(_ support: Double) {
        self = support < 0.25 ? .contradicted : support < 0.5 ? .doubtful : support < 0.75 ? .likely : .supported
    }

    /// The sign before a sentence of this step, of two characters.
    package var sign: String {
        switch self {
        case .contradicted: "--"
        case .doubtful: "- "
        case .likely: "+ "
        case .supported: "++"
        }
    }
}

extension SentenceSupport {
    /// The step of its support; nil if no model was asked.
    package var step: SupportStep? { support.map(SupportStep.init) }
}
