import Foundation
import Prompting
import Sampling

extension ImageFile {
    /// The largest file that is read, in bytes.
    package static let mostBytes = 64 << 20

    /// Returns the image with what its file holds now.
    ///
    /// - Throws: What ``whole()`` throws.
    package func read() throws(ImageFileError) -> ImageFile { try whole().image }

    /// Returns the file's bytes, after looking that they are an image, and the image with what the file holds.
    ///
    /// If the image was read before, the bytes must be the same as then.
    ///
    /// - Throws: ``ImageFileError`` if there is no such file, if it is no image that can be sent, or if it has changed.
    package func whole() throws(ImageFileError) -> (bytes: [UInt8], image: ImageFile) {
        let bytes = try raw()
        let header: ImageHeader
        do throws(ImageProblem) {
            header = try ImageHeader(bytes)
        } catch {
            throw ImageFileError(path: path, reason: error.text)
        }
        var hash = StableHash()
        hash.add(bytes: bytes)
        let now = Contents(
            format: header.format, width: header.width, height: header.height, byteCount: bytes.count,
            hash: String(hash.value, radix: 16))
        if let contents, contents != now {
            throw ImageFileError(path: path, reason: "has changed since the run that sent it")
        }
        return (bytes, ImageFile(path: path, contents: now))
    }

    private func raw() throws(ImageFileError) -> [UInt8] {
        func refused(_ code: Int32) -> ImageFileError {
            let reason =
                switch code {
                case ENOENT: contents == nil ? "isn't there" : "isn't there any more"
                case EACCES: "can't be read: you have no permission"
                case ENOTDIR: "can't be read: a part of its path is a file, not a folder"
                default: "can't be read: \(String(cString: strerror(code)).lowercased())"
                }
            return ImageFileError(path: path, reason: reason)
        }
        if path.contains("://") || path.hasPrefix("data:") {
            throw ImageFileError(path: path, reason: "is an address; images are read from files")
        }
        // A pipe that nobody writes to must not be waited for.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw refused(errno) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw refused(errno) }
        switch facts.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw ImageFileError(path: path, reason: "is a folder, not an image")
        default: throw ImageFileError(path: path, reason: "isn't a file, but a device or a pipe")
        }
        guard facts.st_size <= Self.mostBytes else {
            throw ImageFileError(
                path: path,
                reason: "has \(facts.st_size >> 20) MB; an image has at most \(Self.mostBytes >> 20) MB")
        }
        do {
            return [UInt8](try handle.readToEnd() ?? Data())
        } catch {
            throw refused(errno)
        }
    }
}
