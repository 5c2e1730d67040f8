import Prompting

/// The orders in which a prompt's examples may be sent. Examples that are off have no place in them.
package struct ExampleOrders: Sendable {
    /// The numbers of the examples in the prompt's own order, from 1.
    private let own: [Int]

    /// Takes the examples of a prompt.
    package init(_ prompt: Prompt) { own = prompt.examples.indices.filter { prompt.examples[$0].isOn }.map { $0 + 1 } }

    /// Number of orders besides the prompt's own; the largest number if there are more.
    package var others: Int {
        var all = 1
        for size in 1...max(1, own.count) {
            let (product, isTooLarge) = all.multipliedReportingOverflow(by: size)
            if isTooLarge { return .max }
            all = product
        }
        return all - 1
    }

    /// Returns so many other orders that differ from each other and from `known`, drawn by a seed; fewer if there are no more.
    /// Those that a smaller number gives come first.
    package func drawn(_ count: Int, seed: UInt64, besides known: [[Int]]) -> [[Int]] {
        var random = SplitMix64(seed: seed)
        // Orders of other examples leave no fewer of these.
        var taken = Set(known.filter { $0 != own && $0.sorted() == own })
        var found: [[Int]] = []
        while found.count < count, taken.count < others {
            let order = random.shuffled(own)
            guard order != own, taken.insert(order).inserted else { continue }
            found.append(order)
        }
        return found
    }

    /// A sentence if there are fewer other orders than that; nil if there are enough.
    package func shortage(of count: Int) -> String? {
        guard count > others else { return nil }
        let examples = own.count == 1 ? "1 example" : "\(own.count) examples"
        return "The prompt sends \(examples), which have \(others) other order\(others == 1 ? "" : "s")."
    }
}
