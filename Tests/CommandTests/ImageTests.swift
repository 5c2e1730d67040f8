import Foundation
import TestImages
import TestServers
import Testing

/// Prompts with images, through the built program and a server that records what it is sent.
@Suite(.serialized) struct ImageTests {
    private static let server = Result { try TestServer("faulty.py") }

    private let folder: TemporaryFolder
    private let data: DataFolder

    init() throws {
        folder = try TemporaryFolder()
        data = try DataFolder()
        for name in ["lathe", "prompts", "data"] {
            try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
        }
        _ = try folder.file(
            "lathe/config.yaml", "servers:\n  box: { url: \"\(try Self.server.get().address)/ok/v1\" }\n")
        try Data(SampleImages.png(width: 12, height: 9)).write(to: URL(filePath: folder.path("prompts/photo.png")))
        for (name, fill) in [("a", 1), ("b", 2)] {
            try Data(SampleImages.png(width: 4, height: 4, fill: fill))
                .write(to: URL(filePath: folder.path("data/\(name).png")))
        }
    }

    private func run(_ arguments: [String]) throws -> Program.Result {
        try Program.run(
            arguments, data: data,
            environment: [
                "XDG_CONFIG_HOME": String(folder.path("").dropLast()), "XDG_STATE_HOME": folder.path("state"),
            ])
    }

    private func prompt(_ text: String) throws -> String { try folder.file("prompts/x.prompt.yaml", text) }

    /// The images that the server got with questions that have `marker` in them, as bytes.
    private func sent(_ marker: String) throws -> [[UInt8]] {
        let url = try #require(URL(string: "\(try Self.server.get().address)/log"))
        let log = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [[String: Any]] ?? []
        return log.flatMap { entry -> [[UInt8]] in
            let body = entry["body"] as? [String: Any]
            guard "\(body ?? [:])".contains(marker) else { return [] }
            let messages = body?["messages"] as? [[String: Any]] ?? []
            return messages.flatMap { $0["content"] as? [[String: Any]] ?? [] }.compactMap { part in
                let url = (part["image_url"] as? [String: Any])?["url"] as? String
                return url.flatMap { Data(base64Encoded: String($0.drop { $0 != "," }.dropFirst())) }.map {
                    [UInt8]($0)
                }
            }
        }
    }

    @Test func `a prompt's image is found beside its file, sent, and told in the result`() throws {
        let file = try prompt("input: What is it? beside\nimages: [photo.png]\nmodel: box\n")
        let result = try run(["run", file])
        try #require(result.code == 0, "\(result.errors)")
        #expect(result.output.contains("photo.png 12x9"))
        #expect(try sent("beside") == [SampleImages.png(width: 12, height: 9)])
        let json = try run(["run", file, "--format", "json"]).output
        let report = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let lane = try #require((report["lanes"] as? [[String: Any]])?.first)
        let image = try #require((lane["images"] as? [[String: Any]])?.first)
        let contents = try #require(image["contents"] as? [String: Any])
        #expect(contents["format"] as? String == "png" && contents["width"] as? Int == 12)
        #expect(try run(["compile", file]).output.contains("[image photo.png 12x9]"))
    }

    @Test func `--image replaces the prompt's images, from the working folder`() throws {
        let file = try prompt("input: What is it? replaced\nimages: [gone.png]\nmodel: box\n")
        let result = try run(["run", file, "--image", folder.path("data/a.png"), "--image", folder.path("data/b.png")])
        try #require(result.code == 0, "\(result.errors)")
        #expect(
            try sent("replaced") == [1, 2].map { SampleImages.png(width: 4, height: 4, fill: $0) })
    }

    @Test func `a data set's images are beside the data, and one that can't be sent fails its case alone`() throws {
        let file = try prompt("input: What is it? {{question}}\nimages: [\"{{picture}}\"]\nmodel: box\n")
        let data = try folder.file(
            "data/cases.csv", "question,picture,expected\ncolumn,a.png,x\ncolumn,b.png,x\ncolumn,none.png,x\n")
        let result = try run(["eval", file, "--data", data, "--format", "json"])
        #expect(try sent("column").count == 2, "\(result.errors)")
        #expect(result.output.contains("none.png isn't there"))
        // An image that has changed since is asked about again; the other one isn't.
        try Data(SampleImages.png(width: 4, height: 4, fill: 9)).write(to: URL(filePath: folder.path("data/b.png")))
        _ = try run(["eval", file, "--data", data, "--resume"])
        #expect(try sent("column").count == 3)
    }

    @Test func `files that can't be sent are named before anything runs`() throws {
        let file = try prompt("input: What is it? bad\nimages: [\"{{picture}}\"]\nmodel: box\n")
        _ = try folder.file("prompts/text.png", "I am no image.")
        try Data(SampleImages.jpeg.bytes.dropLast(30)).write(to: URL(filePath: folder.path("prompts/cut.jpg")))
        try Data(SampleImages.png(width: 30_000, height: 2)).write(to: URL(filePath: folder.path("prompts/wide.png")))
        for (name, reason) in [
            ("text.png", "is a text, and images are PNG, JPEG or WebP"), ("cut.jpg", "is cut off before its end"),
            ("wide.png", "has 30000x2 pixels"), ("gone.png", "isn't there"),
        ] {
            let result = try run(["run", file, "--set", "picture=\(folder.path("prompts/\(name)"))"])
            #expect(result.code != 0)
            #expect(result.errors.contains(name) && result.errors.contains(reason), "\(result.errors)")
        }
        #expect(try sent("bad").isEmpty)
    }

    @Test func `a rerun needs the image of the first run`() throws {
        let file = try prompt("input: What is it? again\nimages: [photo.png]\nmodel: box\n")
        let photo = folder.path("prompts/photo.png")
        func rerun() throws -> Program.Result { try run(["history", "rerun", "1"]) }
        try #require(try run(["run", file]).code == 0)
        #expect(try run(["history", "show", "1"]).output.contains("photo.png 12x9"))
        #expect(try rerun().code == 0)
        try Data(SampleImages.png(width: 12, height: 9, fill: 3)).write(to: URL(filePath: photo))
        let changed = try rerun()
        #expect(changed.code != 0)
        #expect((changed.output + changed.errors).contains("has changed since the run that sent it"))
        try FileManager.default.removeItem(atPath: photo)
        let gone = try rerun()
        #expect((gone.output + gone.errors).contains("isn't there any more"))
        #expect(try sent("again").count == 2)
    }

    @Test func `a projector that a prompt or a lane names is looked for beside it, and refused with its reason`() throws
    {
        let file = try prompt("input: What is it?\nimages: [photo.png]\nprojector: none.gguf\n")
        let missing = folder.path("prompts/none.gguf")
        let result = try run(["run", file])
        #expect(result.code != 0)
        #expect(
            result.errors.contains("The projector \(missing) can't be used with this model: there is no such file"),
            "\(result.errors)")
        let typed = try run(["run", file, "--lane", "name=a,projector=\(folder.path("prompts/photo.png"))"])
        #expect(typed.code != 0 && typed.errors.contains("it is not a GGUF model"), "\(typed.errors)")
        let text = try prompt("input: Hi\nprojector: none.gguf\nmodelParameters: { maxTokens: 1 }\n")
        #expect(try run(["run", text]).code == 0)
    }

    @Test func `a server isn't told of a projector, which need not be there`() throws {
        let file = try prompt("input: What is it? named\nimages: [photo.png]\nmodel: box\nprojector: none.gguf\n")
        #expect(try run(["run", file]).code == 0)
        #expect(try sent("named").count == 1)
    }

    @Test func `a model that reads no images refuses them`() throws {
        let file = try prompt("input: What is it?\nimages: [photo.png]\n")
        let result = try run(["run", file])
        #expect(result.code != 0)
        #expect(result.errors.contains("can't read images, and the prompt sends some"), "\(result.errors)")
    }
}
