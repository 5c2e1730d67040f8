extension SampleImages {
    /// Returns a whole PNG file of RGB pixels, not compressed. The pixel (x, y) has `fill` + 5x + 3y as each colour.
    package static func png(width: Int, height: Int, fill: Int = 0) -> [UInt8] {
        var header = bigEndian(width) + bigEndian(height)
        header += [8, 2, 0, 0, 0]
        var rows: [UInt8] = []
        // A file that claims to be huge needs no pixels: nobody gets so far.
        if width * height <= 4_000_000 {
            for y in 0..<height {
                rows.append(0)
                for x in 0..<width {
                    let value = UInt8(truncatingIfNeeded: fill &+ 5 &* x &+ 3 &* y)
                    rows += [value, value ^ 0x55, value ^ 0xAA]
                }
            }
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + chunk("IDAT", stored(rows))
            + chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + data
        return bigEndian(data.count) + named + bigEndian(Int(checksum(named)))
    }

    /// Returns a zlib stream of blocks that aren't compressed (RFC 1950 and 1951).
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(65_535)
            rest = rest.dropFirst(65_535)
            let length = UInt16(block.count)
            stream.append(rest.isEmpty ? 1 : 0)
            for number in [length, ~length] { stream += [UInt8(number & 0xFF), UInt8(number >> 8)] }
            stream += block
        } while !rest.isEmpty
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return stream + bigEndian(Int(b << 16 | a))
    }

    /// Returns the CRC-32 of a chunk.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
        }
        return ~sum
    }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        stride(from: 24, through: 0, by: -8).map { UInt8(number >> $0 & 0xFF) }
    }
}
