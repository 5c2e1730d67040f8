import Prompting
import Testing

@testable import Evaluation

struct ExampleOrdersTests {
    private func prompt(_ count: Int, off: Set<Int> = []) -> Prompt {
        var prompt = Prompt()
        prompt.examples = (1...count).map { number in
            var example = Example(input: "\(number)", output: "x")
            example.isOn = !off.contains(number)
            return example
        }
        return prompt
    }

    @Test func `a seed draws other orders, each once, and a smaller number of them are the first`() {
        let orders = ExampleOrders(prompt(8))
        let drawn = orders.drawn(40, seed: 3, besides: [])
        #expect(drawn.count == 40 && Set(drawn).count == 40)
        #expect(drawn.allSatisfy { $0.sorted() == Array(1...8) && $0 != Array(1...8) })
        #expect(orders.drawn(5, seed: 3, besides: []) == Array(drawn.prefix(5)))
        #expect(orders.drawn(5, seed: 4, besides: []) != Array(drawn.prefix(5)))
    }

    @Test func `known orders don't come again, and there are no more than all`() {
        let orders = ExampleOrders(prompt(3))
        #expect(orders.others == 5)
        let known = [[3, 2, 1], [1, 2, 3], [2, 1], [4, 3, 2, 1]]
        let drawn = orders.drawn(9, seed: 1, besides: known)
        #expect(Set(drawn) == [[1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2]])
    }

    @Test func `examples that are off have no place, and a shortage is told`() {
        let orders = ExampleOrders(prompt(4, off: [1, 3]))
        #expect(orders.drawn(2, seed: 1, besides: []) == [[4, 2]])
        #expect(orders.shortage(of: 1) == nil)
        #expect(orders.shortage(of: 2) == "The prompt sends 2 examples, which have 1 other order.")
        #expect(ExampleOrders(Prompt()).drawn(2, seed: 1, besides: []).isEmpty)
        #expect(ExampleOrders(Prompt()).shortage(of: 1) == "The prompt sends 0 examples, which have 0 other orders.")
        #expect(ExampleOrders(prompt(40)).others == .max)
    }
}
