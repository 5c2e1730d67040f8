/// Estimates how many tokens a text has, whatever the model: four ASCII characters are one, a letter of Hangul, Han or kana is
/// one, and two other characters are one. Sizes of passages are counted so because an index serves all models.
package enum TokenEstimate {
    /// Returns the estimated number of tokens.
    package static func count(_ text: some StringProtocol) -> Int {
        (text.unicodeScalars.reduce(0) { $0 + quarters(of: $1) } + 3) / 4
    }

    /// Returns the estimate of one scalar, in quarters of a token.
    package static func quarters(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case ..<0x80: 1
        case 0x1100...0x11FF, 0x3040...0x30FF, 0x3130...0x318F, 0x3400...0x9FFF, 0xAC00...0xD7A3: 4
        default: 2
        }
    }
}
