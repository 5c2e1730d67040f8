/// What the texts of a calibration are like, so that a text of another kind is noticed.
package struct TextKind: Sendable {
    /// The number of tokens below which a text is called short whatever the calibration's texts are: the figures of such texts
    /// vary widely.
    package static let shortTokens = 100

    /// The numbers of tokens of the calibration's texts, in ascending order.
    package let tokens: [Int]
    /// The smallest likeness of one of its texts to all the others.
    package let leastLikeness: Double
    private let profile: LetterProfile

    /// Describes texts, with their numbers of tokens; nil if there are fewer than two.
    package init?(_ texts: [String], tokens: [Int]) {
        guard texts.count > 1 else { return nil }
        self.tokens = tokens.sorted()
        let profiles = texts.map(LetterProfile.init)
        var all = LetterProfile("")
        for profile in profiles { all.add(profile) }
        profile = all
        leastLikeness =
            profiles.map { one in
                var others = all
                others.remove(one)
                return one.likeness(to: others)
            }.min() ?? 0
    }

    /// A way in which a text differs from those of the calibration.
    package enum Difference: Sendable, Hashable {
        /// It has fewer tokens than ``shortTokens``.
        case short(tokens: Int)
        /// It is shorter than all texts of the calibration.
        case shorter(tokens: Int, least: Int)
        /// It is longer than all texts of the calibration.
        case longer(tokens: Int, most: Int)
        /// Its letters are less like those of the calibration than those of each of its texts.
        case unlike(likeness: Double, least: Double)
    }

    /// Returns how a text differs.
    package func differences(of text: String, tokens count: Int) -> [Difference] {
        var found: [Difference] = []
        if count < Self.shortTokens { found.append(.short(tokens: count)) }
        if let least = tokens.first, count < least { found.append(.shorter(tokens: count, least: least)) }
        if let most = tokens.last, count > most { found.append(.longer(tokens: count, most: most)) }
        let likeness = LetterProfile(text).likeness(to: profile)
        if likeness < leastLikeness { found.append(.unlike(likeness: likeness, least: leastLikeness)) }
        return found
    }
}
