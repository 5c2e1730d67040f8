import Sampling
import Testing

struct StableHashTests {
    @Test(arguments: [
        // The algorithm's own test values: http://www.isthe.com/chongo/tech/comp/fnv/
        ("", 0xcbf2_9ce4_8422_2325 as UInt64), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
    ])
    func `bytes have the hash that FNV-1a gives them`(text: String, value: UInt64) {
        var hash = StableHash()
        hash.add(bytes: text.utf8)
        #expect(hash.value == value)
    }

    @Test func `where texts end matters, and where bytes end doesn't`() {
        func hash(_ texts: [String], _ add: (inout StableHash, String) -> Void) -> UInt64 {
            texts.reduce(into: StableHash()) { add(&$0, $1) }.value
        }
        #expect(hash(["ab", "c"]) { $0.add($1) } != hash(["a", "bc"]) { $0.add($1) })
        #expect(hash(["ab", "c"]) { $0.add(bytes: $1.utf8) } == hash(["abc"]) { $0.add(bytes: $1.utf8) })
    }
}
