import Prompting

/// What the bytes of an image say before its pixels are decoded.
package struct ImageHeader: Sendable, Hashable {
    /// The format.
    package var format: ImageFile.Format
    /// The number of pixels from left to right, at least 1.
    package var width: Int
    /// The number of pixels from top to bottom, at least 1.
    package var height: Int

    /// Reads the header of a whole file, and looks whether the file goes on to its end. Names don't matter.
    ///
    /// - Throws: ``ImageProblem`` if the bytes are no image of a format that is read, or are cut off.
    package init(_ bytes: [UInt8]) throws(ImageProblem) {
        guard !bytes.isEmpty else { throw .empty }
        if bytes.starts(with: PNG.signature) {
            self = try PNG.header(bytes)
        } else if bytes.starts(with: JPEG.signature) {
            self = try JPEG.header(bytes)
        } else if bytes.starts(with: WebP.signature), bytes.holds("WEBP", at: 8) {
            self = try WebP.header(bytes)
        } else {
            throw .notAnImage(OtherKind.name(of: bytes))
        }
        guard width > 0, height > 0 else { throw .damaged("it has no pixels") }
        guard max(width, height) <= Self.longestSide, width * height <= Self.mostPixels else {
            throw .tooManyPixels(width: width, height: height)
        }
    }

    /// The largest number of pixels in a row or column.
    package static let longestSide = 16_384
    /// The largest number of pixels. Decoded they take 192 MB.
    package static let mostPixels = 64_000_000

    init(format: ImageFile.Format, width: Int, height: Int) {
        self.format = format
        self.width = width
        self.height = height
    }
}

/// Why bytes can't be taken as an image.
package enum ImageProblem: Error, Sendable, Hashable {
    /// There are none.
    case empty
    /// They are of another kind: `a GIF image`, `a text`; nil if it isn't a known one.
    case notAnImage(String?)
    /// They end before the image does.
    case cutOff(ImageFile.Format)
    /// They contradict their format; the text is a clause.
    case damaged(String)
    /// More pixels than can be decoded with reasonable memory.
    case tooManyPixels(width: Int, height: Int)

    /// What is wrong: the second half of a sentence that begins with the file's name, without its full stop.
    package var text: String {
        switch self {
        case .empty: "is empty"
        case .notAnImage(let kind): "is \(kind ?? "of another kind"), and images are PNG, JPEG or WebP"
        case .cutOff(let format): "is a \(format.name) image that is cut off before its end"
        case .damaged(let reason): "is damaged: \(reason)"
        case .tooManyPixels(let width, let height):
            "has \(width)x\(height) pixels; an image has at most \(ImageHeader.longestSide) in a row or column, and \(ImageHeader.mostPixels / 1_000_000) million in all"
        }
    }
}

extension ImageFile.Format {
    /// The name as people write it.
    package var name: String {
        switch self {
        case .png: "PNG"
        case .jpeg: "JPEG"
        case .webp: "WebP"
        }
    }
}

extension [UInt8] {
    /// Returns whether these characters stand at `index`.
    func holds(_ text: StaticString, at index: Int) -> Bool {
        text.withUTF8Buffer { wanted in
            index >= 0 && index + wanted.count <= count && self[index..<(index + wanted.count)].elementsEqual(wanted)
        }
    }

    /// Returns the number in `length` bytes, most significant byte first; nil if there are fewer.
    func bigEndian(at index: Int, length: Int) -> Int? {
        guard index + length <= count else { return nil }
        return self[index..<(index + length)].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Returns the number in `length` bytes, least significant byte first; nil if there are fewer.
    func littleEndian(at index: Int, length: Int) -> Int? {
        guard index + length <= count else { return nil }
        return self[index..<(index + length)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
