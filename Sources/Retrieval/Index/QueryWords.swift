import TextSearch

/// The words of a question that are searched for. Words that nearly every question has would find passages by chance where an
/// index is small, so they are left out unless there are no others.
enum QueryWords {
    /// Returns a query without such words, in the form in which passages are indexed.
    static func searched(_ query: String) -> String {
        let words = query.split(whereSeparator: { $0.isWhitespace })
        let kept = words.filter { !common.contains(bare($0)) }
        return SearchText.ranked((kept.isEmpty ? words : kept).joined(separator: " "))
    }

    private static func bare(_ word: Substring) -> String {
        word.filter { $0.isLetter || $0.isNumber || $0 == "'" }.lowercased()
    }

    private static let common: Set<String> = Set(
        """
        a an and are as at be been but by can could did do does for from had has have how i if in into is it its me my of on \
        or our shall should so than that the their them there these they this those to was we were what what's when where \
        which who whom whose why will with would you your about any each many much must not
        무엇 무엇을 무엇이 무엇인가 무엇인가요 무엇입니까 뭐 뭐예요 뭔가요 언제 언제까지 언제인가요 어디 어디에 어디에서 어디서 어디로 누가 누구 누구가 \
        왜 어떻게 어떤 어느 얼마 얼마나 얼마인가요 몇 하나요 합니까 하나 되나요 됩니까 있나요 있습니까 인가요 입니까 수 것 것은 것이 및 그리고 또는 하면 \
        해야 대한 대해 대하여 위해 위한
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
