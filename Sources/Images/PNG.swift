/// PNG (ISO/IEC 15948): chunks of length, name, data and checksum, from `IHDR` to `IEND`.
enum PNG {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func header(_ bytes: [UInt8]) throws(ImageProblem) -> ImageHeader {
        guard let width = bytes.bigEndian(at: 16, length: 4), let height = bytes.bigEndian(at: 20, length: 4) else {
            throw .cutOff(.png)
        }
        guard bytes.holds("IHDR", at: 12) else { throw .damaged("its first chunk isn't IHDR") }
        var index = signature.count
        var hasPixels = false
        while !bytes.holds("IEND", at: index + 4) {
            guard let length = bytes.bigEndian(at: index, length: 4), index + 12 + length <= bytes.count else {
                throw .cutOff(.png)
            }
            if bytes.holds("IDAT", at: index + 4) { hasPixels = true }
            index += 12 + length
        }
        guard index + 12 <= bytes.count else { throw .cutOff(.png) }
        guard hasPixels else { throw .damaged("it has no chunk of pixels (IDAT)") }
        return ImageHeader(format: .png, width: width, height: height)
    }
}
