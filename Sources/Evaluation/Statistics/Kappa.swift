/// How far two agree beyond chance (Cohen 1960).
package struct Kappa: Sendable, Hashable {
    /// The number of things both named.
    package let count: Int
    /// The number of those they named alike.
    package let agreements: Int
    /// 1 if they always agree, 0 if as often as by chance; nil if chance alone would always agree.
    package let value: Double?

    /// Compares what both named.
    package init<Name: Hashable>(_ pairs: [(first: Name, second: Name)]) {
        count = pairs.count
        let agreements = pairs.count { $0.first == $0.second }
        self.agreements = agreements
        guard !pairs.isEmpty else {
            value = nil
            return
        }
        let all = Double(pairs.count)
        let expected = Set(pairs.map(\.first)).reduce(0.0) { sum, name in
            sum + Double(pairs.count { $0.first == name }) / all * Double(pairs.count { $0.second == name }) / all
        }
        value = expected < 1 ? (Double(agreements) / all - expected) / (1 - expected) : nil
    }

    /// The share of agreements; nil without pairs.
    package var share: Double? { count == 0 ? nil : Double(agreements) / Double(count) }
}
