import Testing

@testable import Sampling

struct RowPackingTests {
    private func row(_ count: Int, whole: Bool) throws -> Row {
        var random = SystemRandomNumberGenerator()
        let logits = (0..<count).map { $0 == 3 ? -Float.infinity : Float.random(in: -20...20, using: &random) }
        return try logits.withUnsafeBufferPointer { logits in
            whole ? try Row(whole: logits) : try Row(keeping: logits, extras: [5, 7, 4000])
        }
    }

    @Test(arguments: [true, false]) func `a row comes back bit for bit`(_ isWhole: Bool) throws {
        let row = try row(5000, whole: isWhole)
        var packer = Packer()
        row.pack(into: &packer)
        var unpacker = Unpacker(packer.bytes)
        let back = try #require(Row(unpacking: &unpacker))
        #expect(unpacker.left == 0)
        #expect(Array(back.candidates) == Array(row.candidates) && back.extras == row.extras)
        #expect(back.vocabularySize == row.vocabularySize && back.finiteCount == row.finiteCount)
        #expect(back.logSumExp == row.logSumExp && back.entropy == row.entropy)
        #expect(back.tailMass == row.tailMass && back.tailMoment == row.tailMoment)
    }

    @Test func `a row that was cut off is no row`() throws {
        var packer = Packer()
        try row(600, whole: false).pack(into: &packer)
        for length in stride(from: 0, to: packer.bytes.count, by: 97) {
            var unpacker = Unpacker(Array(packer.bytes[..<length]))
            #expect(Row(unpacking: &unpacker) == nil)
        }
    }

    @Test func `numbers and texts come back in their order`() throws {
        var packer = Packer()
        packer.add(UInt32(7))
        packer.add("한국어 \u{1F600}")
        packer.add(Float.nan)
        packer.add(Int64.min)
        var unpacker = Unpacker(packer.bytes)
        #expect(unpacker.integer(UInt32.self) == 7)
        #expect(unpacker.text() == "한국어 \u{1F600}")
        #expect(unpacker.float()?.isNaN == true)
        #expect(unpacker.integer(Int64.self) == .min)
        #expect(unpacker.integer(UInt8.self) == nil)
    }
}
