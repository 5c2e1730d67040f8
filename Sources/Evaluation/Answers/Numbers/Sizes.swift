/// Letters and words behind a number that say how large it is.
extension AnswerText {
    private static let words = [
        "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mil": 6, "mln": 6, "bn": 9,
        "lakh": 5, "lakhs": 5, "crore": 7, "crores": 7,
    ]
    /// Letters that stand directly behind a number, whatever it counts.
    private static let letters = ["k": 3, "K": 3, "M": 6, "bn": 9, "mn": 6, "mil": 6, "mln": 6, "tn": 12]
    /// Letters that are sizes of money only.
    private static let money = ["k": 3, "K": 3, "m": 6, "M": 6, "b": 9, "B": 9, "T": 12, "t": 12]

    /// Returns the power of ten that stands behind a number, and where it ends: `1.5 million`, `12k`, `$5 M`, `5‰`.
    func size(at end: Int, ofNumberAt start: Int) -> (power: Int, end: Int)? {
        let next = self[end] == " " || self[end] == "-" ? end + 1 : end
        if self[end] == "‰" || (self[next] == "‰" && self[end] == " ") { return (-3, next + 1) }
        if has(Array("per mille".unicodeScalars), at: next), next > end { return (-3, next + 9) }
        guard self[next]?.isASCIILetter == true else { return nil }
        let lowercased = word(at: next)
        let last = next + lowercased.unicodeScalars.count
        if next > end, let power = Self.words[lowercased] { return (power, last) }
        guard last - next < 4, self[end] != "-", self[last].map({ !$0.isDigit && $0 != "_" && $0 != "/" }) ?? true
        else {
            return nil
        }
        let word = String(String.UnicodeScalarView(scalars[next..<last]))
        // In mathematics a letter is a variable: `\\boxed{2k}`, `$3k$`, `2k + 1`.
        let isMoney = isMoney(before: start) && self[last] != "$"
        if isMoney, let power = Self.money[word] { return (power, last) }
        guard next == end, let power = Self.letters[word] else { return nil }
        let isVariable =
            last - next == 1
            && (isMath || self[last] == "$"
                || "+-*/×÷^=".unicodeScalars.contains(self[skippingSpaces(from: last)] ?? " "))
        return isVariable ? nil : (power, last)
    }

    private func isMoney(before start: Int) -> Bool {
        let place = self[start - 1] == " " ? start - 1 : start
        return self[place - 1]?.isCurrency == true || currencyStart(before: place) != nil
    }

    private static let joints = ["and ", "과 ", "와 "].map { Array($0.unicodeScalars) }

    /// Returns the fraction that is added to a number before an index: ` and a half`, ` and 3/4`, `과 2분의 1`.
    func addedPart(at start: Int) -> (value: Rational, end: Int)? {
        let index = skippingSpaces(from: start)
        for joint in Self.joints where has(joint, at: index) && (index > start) == (joint.first == "a") {
            let first = skippingSpaces(from: index + joint.count)
            guard let scalar = self[first] else { return nil }
            if scalar.isASCIILetter {
                guard let part = NumberWords.part(self, at: first) else { return nil }
                return part
            }
            if let fraction = scalar.vulgarFraction { return (fraction, first + 1) }
            let above = digits(from: first)
            var last = first + above.count
            let isKorean = has(Array("분의".unicodeScalars), at: last)
            guard 1...3 ~= above.count, self[last] == "/" || isKorean else { return nil }
            last += isKorean ? 2 : 1
            if isKorean { last = skippingSpaces(from: last) }
            let below = digits(from: last)
            last += below.count
            guard 1...3 ~= below.count, self[last] != "/", self[last] != ".",
                let value = isKorean
                    ? Rational(Natural(digits: below), Natural(digits: above))
                    : Rational(Natural(digits: above), Natural(digits: below)),
                value.numerator < value.denominator
            else { return nil }
            return (value, last)
        }
        return nil
    }
}
