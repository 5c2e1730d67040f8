import Testing

@testable import Constraints

/// Expressions of ECMAScript; the suite's `ecmascript-regex.json` has more.
struct PatternTests {
    @Test(arguments: [
        ("^[\\w.+-]+@[a-z]{2,}$", "a.b+c-d@example", true), ("^[\\w-]+$", "a b", false), ("[a-]", "-", true),
        ("^[--/]$", ".", true), ("^[a\\-z]$", "b", false), ("^[[]$", "[", true), ("^[a&&b]$", "&", true),
        ("^[^\\s\\d]+$", "ab", true), ("^[^\\s\\d]+$", "a1", false), ("^[\\D]$", "x", true), ("^[\\W_]$", "_", true),
        ("^a.c$", "a\u{85}c", true), ("^a.c$", "a\u{2028}c", false), ("^[^]$", "\n", true), ("[]", "a", false),
        ("^\\u{1F986}$", "🦆", true), ("^\\uD83E\\uDD86$", "🦆", true), ("^.$", "🦆", true), ("^\\x41\\0$", "A\0", true),
        ("\\bduck\\b", "a duck.", true), ("\\bduck\\b", "éduck", true), ("\\Buck", "duck", true),
        ("^(?<y>\\d{4})-\\k<y>$", "2026-2026", true), ("^(a)\\1$", "aa", true), ("^(?=a)(?!ab).*$", "ac", true),
        ("#", "#", true), ("^a b$", "a b", true), ("^[\\b]$", "\u{8}", true), ("^[\\p{Lu}\\d]+$", "Ж7", true),
        ("a$", "a\n", false), ("", "anything", true),
    ])
    func `an expression matches what ECMAScript's does`(pattern: String, text: String, matches: Bool) throws {
        let pattern = try #require(BoundedPattern(ecmaScript: pattern.isEmpty ? "(?:)" : pattern))
        #expect(pattern.matches(text) == matches)
    }

    @Test(arguments: ["\\A", "\\Z", "\\h", "\\Q.\\E", "[a", "(a", "\\u{110000}", "\\x4", "\\c1", "a{2,1}", "\\", "*"])
    func `what ECMAScript doesn't have is refused`(pattern: String) {
        #expect(BoundedPattern(ecmaScript: pattern) == nil)
    }

    @Test(arguments: [
        ("[^]", "\n", true), ("^{$", "{", true), ("b{", "ab{", true), ("^a{,2}$", "a{,2}", true),
        ("^a{,2}$", "aa", false),
        ("^[b-\\w]$", "-", true), ("^[b-\\w]$", "c", true), ("^[\\w-b]$", "-", true), ("^a{2}$", "aa", true),
        ("^a{2,}$", "aaa", true), ("^]}$", "]}", true), ("[a-c&&[b]]", "abc", false), ("[a-c&&[b]]", "&]", true),
        ("[[:alpha:]]+", "abc", false), ("[[:alpha:]]+", "a]", true), ("(?i)yes", "YES", true), ("\\Ayes", "yes", true),
        ("(?<y>\\d{4})", "2026", true),
    ])
    func `an expression of promptfoo's matches what JavaScript's does, and ICU's own are read too`(
        pattern: String, text: String, matches: Bool
    ) throws {
        #expect(try #require(BoundedPattern(javaScript: pattern)).matches(text) == matches)
    }

    @Test(arguments: ["(", "[a", "a{2,1}", "*"]) func `what neither has is refused`(pattern: String) {
        #expect(BoundedPattern(javaScript: pattern) == nil)
    }
}
