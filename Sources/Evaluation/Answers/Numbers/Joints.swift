/// Numbers that are joined, so that none of them is the answer.
extension AnswerText {
    /// Returns where a number begins that is joined to the one before an index: `5 or 7`, `5-7`, `2:1`, `3, -3`, `5 hours
    /// and 30 minutes`, `5개 또는 6개`, `5 apples and 6 oranges`.
    func joined(from start: Int, unit: Unit?) -> Int? {
        if self[start] == ":" || self[start] == "~" || self[start] == "–" || self[start] == "—",
            self[start + 1]?.isDigit == true
        {
            return start + 1
        }
        let next = skippingSpaces(from: start)
        if next > start || unit != nil, let unit, beginsNumber(at: next),
            isSmallerUnit(than: unit, behindNumberAt: next)
        {
            return next
        }
        for word in Self.joints where has(word, at: next) {
            if let index = joinedNumber(from: next + word.count) { return index }
        }
        return joined(behindCounterAt: start) ?? joined(behindNounAt: next)
    }

    private static let joints = [
        "or ", "and ", "to ", "through ", "– ", "~ ", ": ", "또는 ", "혹은 ", "이나 ", "에서 ", "및 ", "내지 ", ", ", ";", "와 ",
        "과 ", "대 ",
    ].map { Array($0.unicodeScalars) }

    /// Returns where a number begins behind a joint, perhaps behind `x =` and a sign.
    private func joinedNumber(from start: Int) -> Int? {
        let index = skippingVariable(from: skippingMath(from: start))
        let number = self[index] == "-" || self[index] == "$" ? index + 1 : index
        return beginsNumber(at: number) || has(Array("\\frac".unicodeScalars), at: number) ? index : nil
    }

    /// Returns the index behind `x =`, if that stands at an index.
    private func skippingVariable(from start: Int) -> Int {
        guard self[start]?.isASCIILetter == true, self[skippingSpaces(from: start + 1)] == "=" else { return start }
        return skippingSpaces(from: skippingSpaces(from: start + 1) + 1)
    }

    /// Returns whether the number at an index has a unit of the same kind, as the minutes in `5 hours 30 minutes`.
    private func isSmallerUnit(than unit: Unit, behindNumberAt index: Int) -> Bool {
        let end = index + digits(from: index).count
        guard let other = UnitReader.unit(self, at: end)?.unit else { return false }
        return other.kind == unit.kind || (other.kind == "time" && unit.kind == "time")
    }

    private static let counters = [
        "개", "명", "번", "마리", "장", "권", "살", "대", "가지", "배", "곳", "병", "잔", "송이", "그루", "자루", "켤레", "조각", "점",
        "인", "층", "쪽", "페이지", "봉지", "상자", "팀", "회", "위", "등", "줄", "칸", "세트", "쌍", "판", "알", "통", "벌", "채", "척",
        "편", "분",
    ].map { Array($0.unicodeScalars) }
    private static let koreanJoints = ["또는 ", "혹은 ", "이나 ", "나 ", "와 ", "과 ", "및 ", "내지 ", ", ", "~", "에서 "].map {
        Array($0.unicodeScalars)
    }

    /// Returns the index behind a Korean counter at an index or behind a blank there.
    private func counterEnd(at start: Int) -> Int? {
        let index = skippingSpaces(from: start)
        guard self[index]?.isHangulSyllable == true else { return nil }
        let ends = Self.counters.filter { has($0, at: index) }.map { index + $0.count }
        return ends.max()
    }

    private func joined(behindCounterAt start: Int) -> Int? {
        // `5대3`, `5 대 3`.
        let ratio = skippingSpaces(from: start)
        if self[ratio] == "대", self[skippingSpaces(from: ratio + 1)]?.isDigit == true {
            let next = skippingSpaces(from: ratio + 1)
            return counterEnd(at: NumberReading(self, at: next)?.end ?? next) == nil ? next : nil
        }
        guard let end = counterEnd(at: start) else { return nil }
        let index = skippingSpaces(from: end)
        for joint in Self.koreanJoints where has(joint, at: index) {
            guard let number = joinedNumber(from: index + joint.count) else { continue }
            // Behind a comma something else may be counted: `5개, 6명`.
            guard joint.first == "," else { return number }
            let counter = scalars[skippingSpaces(from: start)..<end]
            let second = skippingSpaces(from: NumberReading(self, at: number)?.end ?? number)
            return has(Array(counter), at: second) ? number : nil
        }
        return nil
    }

    /// Words behind a number that are no nouns.
    private static let notNouns: Set<String> = [
        "is", "are", "was", "were", "and", "or", "to", "in", "of", "for", "per", "with", "from", "more", "less", "at",
        "on", "by", "if", "as", "than", "equals", "gives", "makes", "has", "have", "had", "but", "so", "because",
        "since", "when", "plus", "minus", "times", "divided", "over", "into", "also", "too",
    ]
    private static let nounJoints: Set<String> = ["and", "or", "to"]

    /// Returns where a number begins that is joined to one with a noun, if nothing but a noun follows it: `5 apples and 6 oranges`,
    /// but not `9 apples and 3 pears remain`.
    private func joined(behindNounAt start: Int) -> Int? {
        guard self[start]?.isASCIILetter == true, self[start - 1] == " " else { return nil }
        let noun = word(at: start)
        guard noun.utf8.count > 1, !Self.notNouns.contains(noun) else { return nil }
        let next = skippingSpaces(from: start + noun.unicodeScalars.count)
        let joint = word(at: next)
        guard Self.nounJoints.contains(joint), let number = joinedNumber(from: next + joint.utf8.count + 1) else {
            return nil
        }
        let first = self[number].map { $0 == "-" || $0 == "$" } == true ? number + 1 : number
        guard let end = NumberReading(self, at: first)?.end else { return nil }
        let second = skippingSpaces(from: end)
        let last = skippingSpaces(from: second + word(at: second).unicodeScalars.count)
        let isOver = self[last].map { $0.isNewline || ".,;!?)}*".unicodeScalars.contains($0) } ?? true
        return isOver && !Self.notNouns.contains(word(at: second)) ? number : nil
    }

    /// Returns the index behind the second number of a ratio: `1 in 5`, and `3 in 5` where nothing is said to be in it.
    func ratioEnd(at start: Int, isOne: Bool) -> Int? {
        let index = skippingSpaces(from: start)
        guard index > start, word(at: index) == "in" else { return nil }
        let second = skippingSpaces(from: index + 2)
        let count = digits(from: second).count
        guard 1...3 ~= count || self[second + count] == ",", let end = NumberReading(self, at: second)?.end,
            UnitReader.unit(self, at: end) == nil
        else { return nil }
        return isOne || !isWordBehind(end) ? end : nil
    }

    private static let halves = ["and a half", "반"].map { Array($0.unicodeScalars) }

    /// Returns the index behind a half that follows a unit: `5 hours and a half`, `5시간 반`.
    func halfEnd(at start: Int) -> Int? {
        let index = skippingSpaces(from: start)
        guard let half = Self.halves.first(where: { has($0, at: index) }) else { return nil }
        let end = index + half.count
        guard half.count == 1 else { return self[end]?.isLetter == true ? nil : end }
        let rest = ["이", "입", "을", "동", "정", "쯤", "만"].contains { has(Array($0.unicodeScalars), at: end) }
        return rest || self[end]?.isHangulSyllable != true ? end : nil
    }

    /// Returns where a sign stands that blanks separate from the number before an index, and that is no dash: behind an equals
    /// sign, or at the beginning of an announced answer.
    func spacedSign(before index: Int) -> Int? {
        var place = index - 1
        while self[place] == " " || self[place] == "\u{2009}" { place -= 1 }
        guard place < index - 1 else { return nil }
        guard let sign = self[place] else { return nil }
        if sign == "±" { return place }
        guard sign.isMinus else { return nil }
        var before = place - 1
        while let scalar = self[before], scalar == " " || scalar == "$" || scalar == "*" { before -= 1 }
        guard let scalar = self[before] else { return isAnnounced ? place : nil }
        if scalar == ":" { return isAnnounced && isBlank(before: before) ? place : nil }
        return scalar == "=" || scalar == "≈" ? place : nil
    }

    private func isBlank(before end: Int) -> Bool {
        scalars[..<end].allSatisfy { $0 == " " || $0 == "*" }
    }
}
