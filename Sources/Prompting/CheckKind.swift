/// The checks of outputs that Lathe can make, by promptfoo's names: one list for those who read files and those who check.
public enum CheckKind: String, Sendable, CaseIterable {
    case equals, contains, icontains, regex, latency, levenshtein, similar
    case startsWith = "starts-with"
    case endsWith = "ends-with"
    case containsAny = "contains-any"
    case containsAll = "contains-all"
    case icontainsAny = "icontains-any"
    case icontainsAll = "icontains-all"
    case isJSON = "is-json"
    case containsJSON = "contains-json"

    /// A check by its name with `not-` before it or not; nil if Lathe can't make it.
    public init?(type: String) {
        self.init(rawValue: type.hasPrefix("not-") ? String(type.dropFirst(4)) : type)
    }
}
