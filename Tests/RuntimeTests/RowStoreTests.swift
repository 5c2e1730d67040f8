import Sampling
import Testing

@testable import Runtime

struct RowStoreTests {
    private func row(_ seed: Int) throws -> Row {
        let logits = (0..<2000).map { Float(($0 * 7919 + seed) % 1009) / 1009 }
        return try logits.withUnsafeBufferPointer { try Row(keeping: $0, extras: []) }
    }

    private func key(_ token: Int32) -> RowKey { RowKey(mode: .fast, tokens: [1, 2, token]) }

    @Test func `a store that is full gives up its oldest rows and never exceeds its limit`() throws {
        let size = try row(0).byteCount
        var store = RowStore(capacity: 10 * size)
        for token in 0..<100 {
            store.insert(try row(Int(token)), for: key(Int32(token)))
            #expect(store.bytes <= 10 * size)
        }
        #expect((0..<90).allSatisfy { store[key(Int32($0))] == nil })
        #expect((90..<100).allSatisfy { store[key(Int32($0))] != nil })
    }

    @Test func `a row for the same position replaces the former`() throws {
        var store = RowStore()
        store.insert(try row(1), for: key(1))
        let bytes = store.bytes
        store.insert(try row(2), for: key(1))
        #expect(store.bytes == bytes)
        #expect(store[key(1)]?.logSumExp == (try row(2).logSumExp))
    }

    @Test func `rows of the two modes are kept apart`() throws {
        var store = RowStore()
        store.insert(try row(1), for: RowKey(mode: .fast, tokens: [1]))
        #expect(store[RowKey(mode: .strict, tokens: [1])] == nil)
    }
}
