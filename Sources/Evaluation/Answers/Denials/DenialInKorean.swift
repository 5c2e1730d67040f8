/// Denials in Korean, which stand behind what they deny: `긍정적이지 않다`, `②가 될 수 없다`, `스포츠에 관한 기사가 아니다`.
extension AnswerText {
    private static let predicates = ["아니", "아닙", "아닌", "틀", "옳지", "맞지", "오답", "적절하지", "잘못"]
    private static let negations = ["아니", "아닌", "아님", "아닙", "아닐", "아녜", "아냐"]
    /// What behind a choice makes it the one that is left out: `부산을 제외한 나머지`.
    private static let exclusions = ["제외", "빼고", "빼면", "뺀", "말고", "반대"]
    /// What begins a clause that says of the one before it that it's wrong.
    private static let failures = ["오답", "틀렸", "틀린", "틀립", "함정"]
    /// Ends of a word that only a denial follows: `긍정적이지도 부정적이지도 않다`.
    private static let doubles = ["이지도", "하지도", "되지도"]
    private static let hypotheses = ["이라면", "라면", "였다면", "이었다면"]
    private static let particles: Set<String> = [
        "", "이", "가", "은", "는", "도", "만", "을", "를", "라고", "이라고", "라고는", "이라고는", "라고도", "이라고도", "로", "으로", "번", "번을",
        "번이", "번은",
        "개가", "개라고",
    ]
    private static let descriptive = ["적인", "적", "인", "의", "라는", "이라는", "하는", "할", "한"]
    private static let subjects: Set<String> = ["이", "가", "은", "는", "도"]
    /// The syllables of which each denial has one.
    private static let signals = Set(
        "니닌님닙닐녜냐틀옳맞답절잘외빼뺀말반면멀먼없않못렵려힘곤불무도엔에함능알".unicodeScalars)
    /// What isn't there where nothing speaks against something: `긍정으로 보는 데 무리가 없다`.
    private static let objections = ["문제", "무리", "의심", "여지", "이견", "손색", "불만", "틀림", "다름", "부족", "차이", "단점", "아쉬"]

    /// Returns whether the clause behind an index denies what stands before it.
    func isDeniedInKorean(after end: Int, to limit: Int, _ named: Named) -> Bool {
        // Most clauses deny nothing, and taking their words costs more than this look.
        let reach = min(limit, count, end + KoreanClause.mostScalars)
        guard end < reach, scalars[end..<reach].contains(where: Self.signals.contains) else { return false }
        // What denies a number or a verdict stands within few words.
        let isFar = named == .choice
        let clause = KoreanClause(self, after: end, to: limit, most: isFar ? KoreanClause.most : 6)
        guard clause.words.contains(where: { $0.unicodeScalars.contains { $0.script == .hangul } }) else {
            return false
        }
        if isDeniedAtOnce(clause) || isOpen(clause) { return true }
        if named == .number, isDeniedBehindCounter(clause) { return true }
        for place in clause.words.indices where isFar || place < 4 {
            switch denies(clause, at: place, named) {
            case .some(let isDenied): return isDenied
            // `고르기 쉽지만 오답이다`
            case nil:
                if clause.turns(place) {
                    return named == .choice && clause.ends(place, ["지만"]) && clause.begins(place + 1, Self.failures)
                }
            }
        }
        return false
    }

    /// Returns whether a particle, perhaps behind a counter, is followed by a denial: `는 틀립니다`, `번이 아닙니다`.
    private func isDeniedAtOnce(_ clause: KoreanClause) -> Bool {
        let own = clause[0]
        guard own.unicodeScalars.first?.script == .hangul else { return false }
        if Self.doubles.contains(where: own.hasSuffix) { return true }
        if clause.turns(0), !Self.predicates.contains(where: own.contains) { return false }
        let isNext = own.unicodeScalars.count < 6 && clause.begins(1, Self.predicates) && !clause.begins(1, ["아니면"])
        let isQuoted = own.hasSuffix("뿐") || own.hasSuffix("뿐만")
        return (isNext && !isQuoted)
            || Self.predicates.contains { own.hasPrefix($0) || String(own.prefix(6)).contains($0) }
    }

    /// Returns whether it is left open, improbable, or was once taken for so: `7일 수도 있다`, `A일 가능성은 낮다`, `긍정적인 줄 알았다`.
    /// The 일 may have been read as a unit.
    private func isOpen(_ clause: KoreanClause) -> Bool {
        if ["", "일"].contains(clause[0]), clause[1] == "수도" { return clause.begins(2, ["있"]) }
        if ["", "일"].contains(clause[0]), clause.begins(1, ["가능성"]) {
            return clause.begins(2, ["낮", "없", "적", "희박"])
        }
        return !clause[0].isEmpty && clause[1] == "줄" && clause.begins(2, ["알았"])
    }

    /// Returns whether a counter of its own and a denial follow: `열두 개가 아니다`.
    private func isDeniedBehindCounter(_ clause: KoreanClause) -> Bool {
        clause[0].isEmpty && clause[1].unicodeScalars.count < 5 && clause.ends(1, ["이", "가", "은", "는", "도"])
            && clause.begins(2, Self.predicates) && !clause.begins(2, ["아니면"])
    }

    /// Returns whether a word of a clause denies what the clause begins with; nil if it doesn't say.
    private func denies(_ clause: KoreanClause, at place: Int, _ named: Named) -> Bool? {
        let isReached = place == 0 ? !clause[0].isEmpty : clause.isStance(place)
        let isNear = named == .choice || place == 0 || (place == 1 && Self.particles.contains(clause[0]))
        if isReached, isNear, let isDenied = isVerbDenied(clause, at: place) { return isDenied }
        guard named != .number else { return nil }
        if place > 0, clause.begins(place, Self.negations), !clause.begins(place, ["아니면", "아니요", "아니오"]) {
            if clause.ends(place - 1, ["뿐", "뿐만", "과언이", "과언은", "다름"]) { return false }
            return named == .choice || place < 3 ? true : nil
        }
        guard named == .choice else { return nil }
        if place == 0, Self.hypotheses.contains(clause[0]) { return true }
        // `긍정적이었으면 좋겠다`
        if place == 0, clause.ends(0, ["었으면", "였으면"]) { return true }
        let isAlone = place == 0 || (place == 1 && (Self.particles.contains(clause[0]) || clause[0] == "의"))
        if isAlone, clause.begins(place, Self.exclusions) { return true }
        if clause.ends(place, ["거리가", "거리는"]), clause.begins(place + 1, ["멀", "먼"]) { return true }
        return clause.begins(place, ["없"]) && isMissing(clause, at: place) ? true : nil
    }

    /// Returns whether the verb at a place is denied: `하지 않`, `할 수 없`, `하기 어렵`; false where two denials make none, nil where it
    /// isn't.
    private func isVerbDenied(_ clause: KoreanClause, at place: Int) -> Bool? {
        if clause.ends(place, ["지", "지는", "지도", "지를", "지가", "진", "질"]), clause.begins(place + 1, ["않", "못", "아니"]) {
            let isTwofold = clause.begins(place + 2, ["수", "이유"]) && clause.begins(place + 3, ["없"])
            return !isTwofold
        }
        if ["수", "수는", "수가", "수도", "리", "리가", "리는"].contains(clause[place + 1]), clause.begins(place + 2, ["없"]) {
            return true
        }
        if clause.ends(place, ["수", "리"]), place > 0, clause.begins(place + 1, ["없"]) { return true }
        // `긍정이라고 하기엔 불만이 많다`, but `보기엔 충분하다` and `보기엔 무리가 없다`.
        if place > 0, clause.ends(place, ["기엔", "기에는"]), !clause[place + 1].isEmpty {
            return !clause.begins(place + 1, ["충분", "적절", "알맞", "손색"]) && !clause.begins(place + 2, ["없"])
        }
        let isHard = clause.begins(place + 1, ["어렵", "어려", "힘들", "힘든", "곤란", "불가능", "무리"])
        return clause.ends(place, ["기", "기는", "기가", "기에", "긴"]) && isHard ? true : nil
    }

    /// Returns whether what the clause begins with isn't there: `부정적인 내용이 없다`.
    private func isMissing(_ clause: KoreanClause, at place: Int) -> Bool {
        if place == 1 { return Self.subjects.contains(clause[0]) }
        guard 2...3 ~= place, Self.descriptive.contains(clause[0]) else { return false }
        let hasSubject = clause.ends(place - 1, ["이", "가", "은", "는", "도"]) || place == 2
        return hasSubject && !clause.begins(place - 1, Self.objections)
    }
}
