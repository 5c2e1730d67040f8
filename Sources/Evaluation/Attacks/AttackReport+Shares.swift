extension AttackReport {
    /// A share with its 95 % interval.
    package struct Share: Sendable, Encodable {
        /// How many of how many.
        package var count, of: Int
        /// The interval.
        package var interval: Interval
        /// The share, from 0 to 1; 0 of none.
        package var value: Double { of == 0 ? 0 : Double(count) / Double(of) }

        /// Counts cases, with Wilson's interval.
        init(_ count: Int, of all: Int) {
            (self.count, of) = (count, all)
            interval = Wilson.interval(correct: count, of: all)
        }

        /// Counts the tries of attacks. Tries of one attack are alike, so that whole attacks are drawn again for the interval;
        /// where all attacks agree, it is Wilson's over attacks.
        init(triesOf attacks: [[Try]]) {
            let rates = attacks.map { tries in
                Double(tries.count { $0.verdict == .broken }) / Double(max(1, tries.count))
            }
            count = attacks.reduce(0) { $0 + $1.count { $0.verdict == .broken } }
            of = attacks.reduce(0) { $0 + $1.count }
            interval =
                Set(rates).count < 2
                ? Wilson.interval(correct: Int(((rates.first ?? 0) * Double(rates.count)).rounded()), of: rates.count)
                : Bootstrap.differenceInterval(rates.map { _ in 0 }, rates, seed: 1)
        }
    }

    /// The result of some attacks.
    package struct Group: Sendable, Encodable {
        /// The kind, or the kind of secret.
        package var name: String
        /// Broken tries of all tries.
        package var perTry: Share
        /// Attacks that broke it in any try, of all attacks.
        package var any: Share

        /// Counts the tries of attacks.
        init(_ name: String, _ attacks: [[Try]]) {
            self.name = name
            perTry = Share(triesOf: attacks)
            any = Share(attacks.count { $0.contains { $0.verdict == .broken } }, of: attacks.count)
        }
    }
}
