import Foundation
import Testing

@testable import Models
@testable import Runtime

struct ChecksumsTests {
    @Test func `a checksum is SHA-256, also of a file with a strange name`() throws {
        try withFolder { folder in
            let path = try write(Array("abc".utf8), folder + "/a\nb\\c")
            let checksum = try Checksums(cacheFolder: folder).sha256(of: path)
            #expect(checksum == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        }
    }

    @Test func `a checksum is remembered until the file changes`() throws {
        try withFolder { folder in
            let path = try write(Array("abc".utf8), folder + "/file")
            let checksums = Checksums(cacheFolder: folder)
            let identity = try #require(FileIdentity(path: path))
            #expect(checksums.remembered(identity) == nil)
            let first = try checksums.sha256(of: path)
            #expect(checksums.remembered(identity) == first)
            _ = try write(Array("abcd".utf8), path)
            #expect(try checksums.sha256(of: path) != first)
        }
    }

    @Test func `a broken cache is no obstacle`() throws {
        try withFolder { folder in
            let path = try write(Array("abc".utf8), folder + "/file")
            _ = try write(Array("{".utf8), folder + "/checksums.json")
            #expect(try Checksums(cacheFolder: folder).sha256(of: path).hasPrefix("ba78"))
        }
    }
}
