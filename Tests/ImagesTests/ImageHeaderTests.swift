import Foundation
import Images
import Prompting
import TestImages
import Testing

@Suite struct ImageHeaderTests {
    private func problem(_ bytes: [UInt8]) -> ImageProblem? {
        do throws(ImageProblem) {
            _ = try ImageHeader(bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: SampleImages.all) func `format and size are told by the bytes`(_ sample: SampleImages.Sample)
        throws
    {
        let header = try ImageHeader(sample.bytes)
        #expect(header.format == sample.format)
        #expect(header.width == sample.width && header.height == sample.height)
    }

    @Test(arguments: SampleImages.all) func `every cut is noticed`(_ sample: SampleImages.Sample) {
        for length in 1..<sample.bytes.count {
            #expect(problem(Array(sample.bytes.prefix(length))) != nil, "\(sample.name) cut to \(length) bytes")
        }
        #expect(problem(Array(sample.bytes.dropLast(20))) == .cutOff(sample.format))
    }

    @Test(arguments: SampleImages.all) func `bytes behind the end don't matter`(_ sample: SampleImages.Sample) throws {
        #expect(try ImageHeader(sample.bytes + [0, 1, 2]).width == sample.width)
    }

    @Test func `a text is no image, and neither are other kinds`() {
        #expect(problem(Array("Dear photo,\nI miss you. 한국어\n".utf8)) == .notAnImage("a text"))
        #expect(problem(Array("<?xml version=\"1.0\"?><svg/>".utf8)) == .notAnImage("an SVG drawing"))
        #expect(problem(Array("GIF89a".utf8) + [1, 0, 1, 0]) == .notAnImage("a GIF image"))
        #expect(problem(Array("%PDF-1.7".utf8)) == .notAnImage("a PDF file"))
        #expect(problem([0, 0, 0, 24] + Array("ftypheic".utf8)) == .notAnImage("a HEIC image"))
        #expect(problem([0, 1, 2, 3]) == .notAnImage(nil))
        #expect(problem([]) == .empty)
    }

    @Test func `an image of 30,000 pixels in a row is refused before it is decoded`() {
        #expect(problem(SampleImages.png(width: 30_000, height: 10)) == .tooManyPixels(width: 30_000, height: 10))
        #expect(problem(SampleImages.png(width: 10_000, height: 9000)) == .tooManyPixels(width: 10_000, height: 9000))
        #expect(
            ImageProblem.tooManyPixels(width: 30_000, height: 10).text
                == "has 30000x10 pixels; an image has at most 16384 in a row or column, and 64 million in all")
        #expect(problem(SampleImages.png(width: 0, height: 10)) == .damaged("it has no pixels"))
    }

    @Test func `random bytes behind a signature are refused or read, and never end the program`() {
        var random = SystemRandomNumberGenerator()
        for signature: [UInt8] in [
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [0xFF, 0xD8, 0xFF], Array("RIFF".utf8),
        ] {
            for _ in 0..<2000 {
                var bytes =
                    signature + (0..<Int.random(in: 0...80)).map { _ in UInt8.random(in: 0...255, using: &random) }
                if signature[0] == 0x52, bytes.count > 12 { bytes.replaceSubrange(8..<12, with: Array("WEBP".utf8)) }
                _ = problem(bytes)
            }
        }
        for sample in SampleImages.all {
            for index in sample.bytes.indices.prefix(200) {
                var bytes = sample.bytes
                bytes[index] ^= UInt8.random(in: 1...255, using: &random)
                _ = problem(bytes)
            }
        }
    }
}
