/// An image in a file that a message sends, and what the file held when it was read.
package struct ImageFile: Sendable, Hashable, Codable {
    /// The format of an image, told by its bytes.
    package enum Format: String, Sendable, Hashable, Codable, CaseIterable {
        case png, jpeg, webp

        /// The media type: `image/png`.
        package var mediaType: String { "image/\(rawValue)" }
    }

    /// What a file holds.
    package struct Contents: Sendable, Hashable, Codable {
        /// The format.
        package var format: Format
        /// The number of pixels from left to right, at least 1.
        package var width: Int
        /// The number of pixels from top to bottom, at least 1.
        package var height: Int
        /// The number of bytes.
        package var byteCount: Int
        /// A hash of all bytes in hexadecimal, by which a changed file is noticed.
        package var hash: String

        /// Creates a description of a file's content.
        package init(format: Format, width: Int, height: Int, byteCount: Int, hash: String) {
            self.format = format
            self.width = width
            self.height = height
            self.byteCount = byteCount
            self.hash = hash
        }
    }

    /// The path of the file.
    package var path: String
    /// What the file held when it was read; nil before that.
    package var contents: Contents?
    /// The number of tokens that it took in a run; nil before one, and where a server doesn't say.
    package var tokens: Int?

    /// The image in a line: `photo.png 1280x960 → 256 tokens`, as far as that is known.
    package var summary: String {
        let size = contents.map { " \($0.width)x\($0.height)" } ?? ""
        return name + size + (tokens.map { " → \($0) tokens" } ?? "")
    }

    /// The last component of the path.
    package var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Creates an image in the file at `path`.
    package init(path: String, contents: Contents? = nil) {
        self.path = path
        self.contents = contents
    }
}
