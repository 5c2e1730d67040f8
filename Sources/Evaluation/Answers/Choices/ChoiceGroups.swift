/// Joins choices that are named in one breath: `both A and C`, `A, B, C, or D`, `A through E`.
struct ChoiceGroups {
    private let text: AnswerText

    init(_ text: AnswerText) {
        self.text = text
    }

    /// Returns one claim without a value for each group, without groups and claims that the text denies. A range of labels
    /// (`A through E`) is no claim.
    func joined(_ claims: [Claim<Int>]) -> [Claim<Int>] {
        var joined: [Claim<Int>] = []
        var index = 0
        while index < claims.count {
            var (group, isRange) = ([claims[index]], false)
            // A denial that stands beyond another claim is that one's.
            let first = index > 0 ? claims[index - 1].range.upperBound : 0
            while index + group.count < claims.count,
                let joint = joint(group[group.count - 1], claims[index + group.count])
            {
                // `not spam, ham`: what a comma separates from a denied choice isn't denied.
                let isComma = text[group[group.count - 1].range.upperBound] == ","
                if joint == .list, isComma, group.count == 1,
                    isDenied(group, from: first, before: claims[index + 1]),
                    !isEnumeration(claims, from: index)
                {
                    break
                }
                group.append(claims[index + group.count])
                isRange = isRange || joint == .range
            }
            index += group.count
            // `not C or D`, `positive, not negative`: the denied part ends where a denial begins.
            let range = group[0].range.lowerBound..<group[group.count - 1].range.upperBound
            let rank = group.map(\.rank).max() ?? .mention
            let next = index < claims.count ? claims[index].range.lowerBound : text.count
            guard !isRange, !text.isDenied(range, as: .choice, within: first..<next) else { continue }
            let isOne = Set(group.map(\.value)).count == 1
            joined.append(Claim(value: isOne ? group[0].value : nil, range: range, rank: rank))
        }
        return joined
    }

    private func isDenied(_ group: [Claim<Int>], from first: Int, before next: Claim<Int>) -> Bool {
        text.isDenied(group[0].range, as: .choice, within: first..<next.range.lowerBound)
    }

    /// Returns whether `and` or `or` stands further on in a list.
    private func isEnumeration(_ claims: [Claim<Int>], from index: Int) -> Bool {
        var place = index
        while place + 1 < claims.count, joint(claims[place], claims[place + 1]) != nil {
            let between = text.scalars[claims[place].range.upperBound..<claims[place + 1].range.lowerBound]
            if between.contains(where: { $0.script != .none }) { return true }
            place += 1
        }
        return false
    }

    private enum Joint { case list, range }

    private static let doubts = ["maybe", "possibly", "perhaps", "even", "potentially", "alternatively"]

    private func joint(_ first: Claim<Int>, _ second: Claim<Int>) -> Joint? {
        let between = text.scalars[first.range.upperBound..<second.range.lowerBound]
        guard !between.contains(where: \.isNewline) else { return nil }
        if areOptions(first, second) { return .list }
        guard between.count < 20 else { return nil }
        let letters = String(String.UnicodeScalarView(between.filter { $0.script != .none })).lowercased()
        let signs = between.filter { $0.script == .none && !$0.isSpace }
        let areCircled =
            text.scalars[first.range.lowerBound].isCircled && text.scalars[second.range.lowerBound].isCircled
        if areCircled, letters.isEmpty, signs.isEmpty { return .list }
        switch letters {
        case "":
            return signs.allSatisfy { ",/&()[]*-–\"'.".unicodeScalars.contains($0) } && isList(signs)
                ? (signs.contains("-") || signs.contains("–") ? .range : .list) : nil
        case "and", "or", "nor", "또는", "이나", "나", "와", "과", "andalso", "및", "랑", "하고", "번과", "번와", "도", "번도":
            return .list
        case _ where Self.doubts.contains { letters == "or\($0)" || letters == "and\($0)" }: return .list
        case "through", "to", "from", "thru", "부터", "에서": return .range
        default: return nil
        }
    }

    /// Words that stand in no option's own words between two labels, but in a sentence about one of them.
    private static let tellings: Set<String> = [
        "is", "isn't", "are", "was", "not", "because", "since", "so", "but", "than", "over", "which", "right",
        "correct", "wrong", "incorrect", "true", "false",
    ]

    /// Returns whether two labels stand before their options' words with `or` or `and` between: `D) attic or E) cupboard`.
    private func areOptions(_ first: Claim<Int>, _ second: Claim<Int>) -> Bool {
        guard first.rank != .statement, second.rank != .statement, first.value != second.value,
            let sign = text[first.range.upperBound], ").:]".unicodeScalars.contains(sign),
            text[second.range.upperBound] == sign
        else { return false }
        let between = text.scalars[(first.range.upperBound + 1)..<second.range.lowerBound]
        guard between.count < 60, !between.contains(where: { ".!?;:".unicodeScalars.contains($0) }) else {
            return false
        }
        let words = String(String.UnicodeScalarView(between)).lowercased().split {
            $0.isWhitespace || "([,".contains($0)
        }
        return (2...6).contains(words.count) && words.last.map { $0 == "or" || $0 == "and" || $0 == "또는" } == true
            && !words.contains { Self.tellings.contains(String($0)) }
    }

    private func isList(_ signs: [Unicode.Scalar]) -> Bool {
        signs.contains { ",/&-–".unicodeScalars.contains($0) }
    }
}
