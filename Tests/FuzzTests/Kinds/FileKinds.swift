import Foundation
import Images
import Models
import TestRandom

/// Headers of model files.
struct HeaderKind: FuzzKind {
    let name = "model headers"
    let count = 1500

    func input(_ seed: Int) -> [UInt8] {
        var random = SplitMix(input: seed)
        var model = TinyModel()
        if random.once(in: 2) { model.disturb(&random) }
        var bytes = model.bytes
        for _ in 0..<random.below(4) {
            let place = random.below(min(bytes.count, 9000))
            switch random.below(5) {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + random.below(64)))
            case 2: bytes.replaceSubrange(place..<min(bytes.count, place + 8), with: [UInt8](repeating: 0xFF, count: 8))
            case 3: bytes.removeSubrange(place...)
            default: bytes.insert(contentsOf: Mutation.bytes(from: ["general.name"], &random).prefix(100), at: place)
            }
            if bytes.isEmpty { bytes = [0] }
        }
        return bytes
    }

    func take(_ input: [UInt8], seed: Int, in folder: String) async throws {
        let path = folder + "/model.gguf"
        try Data(input).write(to: URL(filePath: path))
        _ = try ModelDescription(path: path)
        _ = try GGUFFile(path: path).controlTokens()
    }
}

/// Images, of which only the header is read.
struct ImageKind: FuzzKind {
    let name = "images"
    let count = 500

    private static let samples: [[UInt8]] = [
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 4, 0, 0, 0, 4,
            8, 2, 0, 0, 0,
        ]
            + [UInt8](repeating: 7, count: 40),
        [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xC0, 0, 17, 8,
            0, 4, 0, 4, 3,
        ]
            + [UInt8](repeating: 9, count: 40),
        Array("RIFF".utf8) + [40, 0, 0, 0] + Array("WEBPVP8 ".utf8) + [UInt8](repeating: 5, count: 40),
    ]

    func input(_ seed: Int) -> [UInt8] {
        var random = SplitMix(input: seed)
        var bytes = random.pick(Self.samples)
        for _ in 0..<(1 + random.below(8)) {
            bytes[random.below(bytes.count)] = random.pick([
                0, 1, 0x7F, 0x80, 0xFF, UInt8(truncatingIfNeeded: random.next()),
            ])
        }
        return Array(bytes.prefix(1 + random.below(bytes.count)))
    }

    func take(_ input: [UInt8], seed: Int, in folder: String) async throws { _ = try ImageHeader(input) }
}
