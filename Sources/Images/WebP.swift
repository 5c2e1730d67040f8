/// WebP (RFC 9649): a RIFF container whose first chunk says how the pixels are kept.
enum WebP {
    static let signature: [UInt8] = Array("RIFF".utf8)

    static func header(_ bytes: [UInt8]) throws(ImageProblem) -> ImageHeader {
        guard let size = bytes.littleEndian(at: 4, length: 4), size + 8 <= bytes.count, bytes.count >= 30 else {
            throw .cutOff(.webp)
        }
        if bytes.holds("VP8X", at: 12) {
            return header(bytes, width: (24, 3), height: (27, 3), mask: 0xFF_FFFF, adding: 1)
        }
        if bytes.holds("VP8 ", at: 12) {
            guard bytes[23...25].elementsEqual([0x9D, 0x01, 0x2A]) else {
                throw .damaged("its frame has no start code")
            }
            return header(bytes, width: (26, 2), height: (28, 2), mask: 0x3FFF, adding: 0)
        }
        guard bytes.holds("VP8L", at: 12), bytes[20] == 0x2F, let sizes = bytes.littleEndian(at: 21, length: 4) else {
            throw .damaged("its first chunk is unknown")
        }
        return ImageHeader(format: .webp, width: (sizes & 0x3FFF) + 1, height: (sizes >> 14 & 0x3FFF) + 1)
    }

    private static func header(
        _ bytes: [UInt8], width: (index: Int, length: Int), height: (index: Int, length: Int), mask: Int,
        adding one: Int
    ) -> ImageHeader {
        func side(_ place: (index: Int, length: Int)) -> Int {
            ((bytes.littleEndian(at: place.index, length: place.length) ?? 0) & mask) + one
        }
        return ImageHeader(format: .webp, width: side(width), height: side(height))
    }
}
