import Foundation
import TestRandom
import Testing

@testable import Models
@testable import Runtime

struct GGUFFileTests {
    @Test func `a sound header is accepted`() throws {
        #expect(try refusal { _ in } == nil)
    }

    @Test func `a missing file is named`() throws {
        #expect(throws: ModelFileError.missing(path: "/no/such.gguf")) { _ = try GGUFFile(path: "/no/such.gguf") }
    }

    @Test func `a folder is called one`() throws {
        try withFolder { folder in
            #expect(throws: ModelFileError.folder(path: folder)) { _ = try GGUFFile(path: folder) }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `a FIFO is refused without waiting for a writer`() throws {
        try withFolder { folder in
            let path = folder + "/fifo"
            #expect(mkfifo(path, 0o600) == 0)
            #expect(throws: ModelFileError.notAFile(path: path)) { _ = try GGUFFile(path: path) }
        }
    }

    @Test func `an empty file is called empty`() throws {
        guard case .empty? = try refusal(of: []) else {
            Issue.record("not empty")
            return
        }
    }

    @Test(arguments: [
        ("# A model card\n", "a text file"),
        ("PK\u{3}\u{4}....", "PyTorch"),
        ("tjgg\u{1}\0\0\0", "before GGUF"),
        ("\u{8}\u{1}\0\0\0\0\0\0{\"a\":1}", "safetensors"),
        ("version https://git-lfs.github.com/spec/v1\n", "Git LFS pointer"),
        ("<!DOCTYPE html><html>", "web page"),
        ("\0\0\0\0\0\0\0\0\0\0", "zeros"),
    ])
    func `a foreign file is named for what it is`(start: String, kind: String) throws {
        let error = try #require(try refusal(of: Array(start.utf8)))
        #expect("\(error)".contains(kind))
    }

    @Test func `version 1 is refused with its number`() throws {
        let error = try #require(try refusal { $0.version = 1 })
        #expect("\(error)".contains("version 1"))
    }

    @Test func `a big-endian file is refused as one`() throws {
        let error = try #require(try refusal { $0.version = 0x0300_0000 })
        #expect("\(error)".contains("big-endian"))
    }

    @Test func `a file that ends early says how many bytes are missing`() throws {
        let error = try #require(try refusal { $0.missing = 100 })
        #expect("\(error)".contains("100 bytes are missing"))
    }

    @Test func `every cut of a header is refused`() throws {
        let bytes = SyntheticModel().bytes
        let path = FileManager.default.temporaryDirectory.path + "/cut-\(UUID().uuidString).gguf"
        defer { try? FileManager.default.removeItem(atPath: path) }
        for length in stride(from: 0, to: bytes.count - 1, by: 7) {
            _ = try write(Array(bytes[..<length]), path)
            #expect(throws: ModelFileError.self) { _ = try GGUFFile(path: path) }
        }
    }

    @Test func `no change of a few bytes ends the process`() throws {
        let bytes = SyntheticModel().bytes
        var generator = SplitMix(seed: 7)
        try withFolder { folder in
            let path = folder + "/m.gguf"
            for _ in 0..<3000 {
                var changed = bytes
                for _ in 0..<4 {
                    let place = Int(generator.next() % 1100)
                    let values: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF, UInt8(truncatingIfNeeded: generator.next())]
                    changed[place] = values[Int(generator.next() % 6)]
                }
                _ = try write(changed, path)
                do { _ = try ModelDescription(path: path) } catch { #expect(error is ModelFileError) }
            }
        }
    }

    @Test(arguments: [UInt64.max, 1 << 40, 70_000])
    func `an absurd number of tensors is refused`(count: UInt64) throws {
        #expect(try refusal { $0.tensorCount = count } != nil)
    }

    @Test(arguments: [UInt64.max, 1 << 40, 20_000])
    func `an absurd number of keys is refused`(count: UInt64) throws {
        #expect(try refusal { $0.keyCount = count } != nil)
    }

    @Test(arguments: [UInt64.max, 1 << 62, 1 << 23])
    func `an array that claims more than the file holds is refused`(count: UInt64) throws {
        #expect(try refusal { $0.set("x", .raw(type: 9, bytes: little(UInt32(8)) + little(count))) } != nil)
    }

    @Test(arguments: [UInt64.max, 1 << 62, 1 << 30])
    func `a text that claims more than the file holds is refused`(length: UInt64) throws {
        #expect(try refusal { $0.set("x", .raw(type: 8, bytes: little(length))) } != nil)
    }

    @Test func `an array of arrays is refused`() throws {
        let error = try #require(
            try refusal { $0.set("x", .raw(type: 9, bytes: little(UInt32(9)) + little(UInt64(1)))) })
        #expect("\(error)".contains("array of arrays"))
    }

    @Test func `an unknown type of metadata is refused`() throws {
        #expect(try refusal { $0.set("x", .raw(type: 99, bytes: [0, 0, 0, 0])) } != nil)
    }

    @Test func `a key that stands twice is refused`() throws {
        let error = try #require(try refusal { $0.metadata.append(("general.architecture", .text("llama"))) })
        #expect("\(error)".contains("twice"))
    }

    @Test func `a tensor that stands twice is refused`() throws {
        #expect(try refusal { $0.tensors.append($0.tensors[0]) } != nil)
    }

    @Test func `an unknown tensor type is refused with its number`() throws {
        let error = try #require(try refusal { $0.tensors[1].type = 31 })
        #expect("\(error)".contains("number 31"))
    }

    @Test func `rows that aren't whole blocks are refused`() throws {
        let error = try #require(try refusal { $0.tensors[1].type = 12 })
        #expect("\(error)".contains("whole blocks of Q4_K"))
    }

    @Test func `overlapping tensors are refused`() throws {
        let error = try #require(try refusal { $0.tensors[1].offset = 0 })
        #expect("\(error)".contains("overlaps"))
    }

    @Test func `an unaligned tensor is refused`() throws {
        let error = try #require(try refusal { $0.tensors[1].offset = 385 })
        #expect("\(error)".contains("not aligned"))
    }

    @Test(arguments: [[UInt64.max, 2], [1 << 63], [0, 4], [1 << 32, 1 << 32], [1, 1, 1, 1, 1]])
    func `an impossible shape is refused`(shape: [UInt64]) throws {
        #expect(try refusal { $0.tensors[1].dimensions = shape } != nil)
    }

    @Test(arguments: [0, 33, 1 << 20] as [UInt32])
    func `an alignment that isn't a small power of two is refused`(alignment: UInt32) throws {
        #expect(try refusal { $0.set("general.alignment", .u32(alignment)) } != nil)
    }

    @Test func `of a long array only the place is kept`() throws {
        var model = SyntheticModel()
        model.set("x", .u32s([UInt32](repeating: 7, count: 5000)))
        try withFolder { folder in
            let file = try GGUFFile(path: try write(model.bytes, folder + "/m.gguf"))
            guard case .far(let extent)? = file["x"] else {
                Issue.record("kept")
                return
            }
            #expect(extent.count == 5000 && extent.element == .uint32)
        }
    }

    @Test func `a long text is read when it is asked for`() throws {
        var model = SyntheticModel()
        let long = String(repeating: "x", count: 300 << 10)
        model.set("tokenizer.chat_template", .text(long))
        try withFolder { folder in
            let path = try write(model.bytes, folder + "/m.gguf")
            #expect(try ModelDescription(path: path).chatTemplate == long)
        }
    }

    @Test(arguments: ["none", "no_vocab"]) func `a model without a tokeniser is no whole model`(name: String) throws {
        let error = try refusal { $0.set("tokenizer.ggml.model", .text(name)) }
        #expect(error?.description.contains("it has no tokeniser") == true)
    }

    @Test(arguments: [(24, 1, "I8"), (26, 4, "I32"), (28, 8, "F64")] as [(UInt32, UInt64, String)])
    func `weights that llama.cpp stores but doesn't multiply with are told`(
        type: UInt32, width: UInt64, name: String
    ) throws {
        var model = SyntheticModel()
        var place: UInt64 = 0
        for index in model.tensors.indices {
            (model.tensors[index].type, model.tensors[index].offset) = (type, place)
            place += model.tensors[index].dimensions.reduce(width, *)
        }
        model.weightBytes = place
        // Zeros enough for the widest.
        let error = try refusal(of: model.bytes + [UInt8](repeating: 0, count: Int(place)))
        #expect(error?.description.contains("“token_embd.weight” are \(name)") == true)
    }
}
