import Foundation
import Prompting
import Testing

@Suite struct MessageTests {
    private static let photo = ImageFile(
        path: "/home/me/photo.png",
        contents: ImageFile.Contents(format: .png, width: 1280, height: 960, byteCount: 90_210, hash: "00ff"))

    private func json(_ message: Message) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(message), as: UTF8.self)
    }

    private func message(_ json: String) throws -> Message {
        try JSONDecoder().decode(Message.self, from: Data(json.utf8))
    }

    @Test func `a content of one text is written as that text, as before there were parts`() throws {
        #expect(try json(Message(role: .user, content: "Wer? 한")) == #"{"content":"Wer? 한","role":"user"}"#)
        #expect(try json(Message(role: .user, content: "")) == #"{"content":"","role":"user"}"#)
    }

    @Test func `a message that was recorded before there were parts is read`() throws {
        #expect(try message(#"{"role":"user","content":"Hi"}"#) == Message(role: .user, content: "Hi"))
    }

    @Test(arguments: [
        Message(role: .user, content: [.image(photo), .text("What is it?")]),
        Message(role: .user, content: [.image(ImageFile(path: "a.png"))]),
        Message(role: .user, content: [.text("a"), .text("b")]), Message(role: .user, content: []),
    ]) func `a content of parts comes back with all of them in their order`(_ message: Message) throws {
        #expect(try self.message(try json(message)) == message)
    }

    @Test func `a part is an object with its text or its image`() throws {
        #expect(
            try json(Message(role: .user, content: [.image(ImageFile(path: "/a.png")), .text("b")]))
                == #"{"content":[{"image":{"path":"/a.png"}},{"text":"b"}],"role":"user"}"#)
    }

    @Test func `a text is added to the text that stands there, else as a part of its own`() {
        var message = Message(role: .user, content: [.image(Self.photo), .text("b")])
        message.append("c")
        message.prepend("a")
        #expect(message.content == [.text("a"), .image(Self.photo), .text("bc")])
        message.prepend("_")
        #expect(message.content.first == .text("_a"))
        #expect(message.text == "_abc")
        #expect(message.images == [Self.photo])
    }

    @Test func `an image is called by the last part of its path`() {
        #expect(Self.photo.name == "photo.png")
        #expect(ImageFile(path: "photo.png").name == "photo.png")
    }
}
