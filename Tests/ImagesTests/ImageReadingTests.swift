import Foundation
import Images
import Prompting
import TestFolders
import TestImages
import Testing

@Suite struct ImageReadingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func file(_ bytes: [UInt8], _ name: String = "photo.png") throws -> ImageFile {
        let path = "\(folder.path)/\(name)"
        try Data(bytes).write(to: URL(filePath: path))
        return ImageFile(path: path)
    }

    private func reason(_ image: ImageFile) -> String? {
        do throws(ImageFileError) {
            _ = try image.read()
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func `a file's format, size and bytes are read, whatever its name`() throws {
        let sample = SampleImages.jpeg
        let (bytes, image) = try file(sample.bytes, "photo.png").whole()
        #expect(bytes == sample.bytes)
        #expect(image.contents?.format == .jpeg)
        #expect(image.contents?.byteCount == sample.bytes.count)
        #expect(image.summary == "photo.png \(sample.width)x\(sample.height)")
        #expect(try image.read() == image)
    }

    @Test func `other bytes have another hash`() throws {
        let first = try file(SampleImages.png(width: 3, height: 2)).read()
        let other = try file(SampleImages.png(width: 3, height: 2, fill: 7), "b.png").read()
        #expect(first.contents?.hash != other.contents?.hash)
    }

    @Test func `a file that has changed since a run isn't sent in its place`() throws {
        let image = try file(SampleImages.png(width: 3, height: 2)).read()
        _ = try file(SampleImages.png(width: 3, height: 2, fill: 7))
        #expect(reason(image) == "has changed since the run that sent it")
    }

    @Test func `a file that is gone at the second run is told so`() throws {
        let image = try file(SampleImages.png(width: 3, height: 2)).read()
        try FileManager.default.removeItem(atPath: image.path)
        #expect(reason(image) == "isn't there any more")
        #expect(reason(ImageFile(path: image.path)) == "isn't there")
        let error = ImageFileError(path: "/a/photo.png", reason: "isn't there")
        #expect("\(error)" == "/a/photo.png isn't there.")
    }

    @Test func `a text, a cut-off file, a folder, a pipe and an address are told as what they are`() throws {
        #expect(reason(try file(Array("not an image".utf8))) == "is a text, and images are PNG, JPEG or WebP")
        #expect(
            reason(try file(Array(SampleImages.jpeg.bytes.dropLast(40))))
                == "is a JPEG image that is cut off before its end")
        #expect(reason(try file([])) == "is empty")
        #expect(reason(ImageFile(path: folder.path)) == "is a folder, not an image")
        #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
        #expect(reason(ImageFile(path: "\(folder.path)/pipe")) == "isn't a file, but a device or a pipe")
        #expect(reason(ImageFile(path: "https://example.com/a.png")) == "is an address; images are read from files")
    }

    @Test func `a file of 100 MB isn't read`() throws {
        let image = try file([])
        #expect(truncate(image.path, 100 << 20) == 0)
        #expect(reason(image) == "has 100 MB; an image has at most 64 MB")
    }
}
