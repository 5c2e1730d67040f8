import Foundation
import Images
import Lanes
import Prompting

/// The images of a prompt as data URLs, which requests hold.
struct ImageURLs: Sendable {
    /// The images with what their files hold, in the order in which they are sent.
    private(set) var images: [ImageFile] = []
    private var urls: [String: String] = [:]

    /// Reads the images' files.
    ///
    /// - Throws: ``EngineError/image(_:)`` for a file that can't be read, or that the server doesn't take.
    init(_ prompt: CompiledPrompt, server: Server) throws(EngineError) {
        let traits = ServerTraits(server)
        var total = 0
        for image in prompt.images {
            do throws(ImageFileError) {
                let (bytes, read) = try image.whole()
                let encoded = Data(bytes).base64EncodedString()
                total += encoded.utf8.count
                if let reason = traits.refusal(
                    of: read, by: server.name, encoded: encoded.utf8.count, total: total)
                {
                    throw ImageFileError(path: image.path, reason: reason)
                }
                images.append(read)
                urls[image.path] = "data:\(read.contents?.format.mediaType ?? "image/png");base64,\(encoded)"
            } catch {
                throw .image(error)
            }
        }
    }

    /// Returns the URL of an image.
    subscript(image: ImageFile) -> String { urls[image.path] ?? "" }
}

extension ServerTraits {
    /// Returns why the server doesn't take an image: the second half of a sentence that begins with the image's path.
    /// Nil if it takes the image.
    func refusal(of image: ImageFile, by server: String, encoded: Int, total: Int) -> String? {
        guard let contents = image.contents else { return nil }
        func megabytes(_ bytes: Int) -> String { "\((bytes + (1 << 20) - 1) >> 20) MB" }
        if !imageFormats.contains(contents.format) {
            let formats = ImageFile.Format.allCases.filter(imageFormats.contains).map(\.name)
            return "is \(contents.format.name), and \(server) takes \(formats.joined(separator: " and "))"
        }
        if max(contents.width, contents.height) > longestImageSide {
            return
                "has \(contents.width)x\(contents.height) pixels, and \(server) takes at most \(longestImageSide) in a row or column"
        }
        if encoded > mostImageBytes {
            return
                "is too large for \(server): encoded it has \(megabytes(encoded)), and an image may have \(megabytes(mostImageBytes))"
        }
        if total > mostImagesBytes {
            return
                "is too much for \(server): with it the images of the request have \(megabytes(total)) when encoded, and \(megabytes(mostImagesBytes)) are taken"
        }
        return nil
    }
}
