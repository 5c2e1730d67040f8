import Testing

@testable import Remote

struct KeyMaskTests {
    private func masked(_ text: String, key: String?, pieces: Int) -> String {
        var mask = KeyMask(key)
        var shown: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            shown += mask.append(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
        }
        return String(decoding: shown + mask.flush(), as: UTF8.self)
    }

    @Test(arguments: 1...12) func `a key is hidden in whatever pieces it comes`(pieces: Int) {
        #expect(masked("a sk-12345 b sk-12345", key: "sk-12345", pieces: pieces) == "a •••• b ••••")
        #expect(masked("111111111112", key: "11111112", pieces: pieces) == "1111••••")
        #expect(masked("한국 sk-1234", key: "sk-12345", pieces: pieces) == "한국 sk-1234")
    }

    @Test func `no key, a short one and a word change nothing`() {
        #expect(masked("none", key: nil, pieces: 2) == "none")
        #expect(masked("none", key: "none", pieces: 2) == "none")
        // Words that stand for no key are left to answers.
        #expect(masked("not-needed", key: "not-needed", pieces: 3) == "not-needed")
    }
}
