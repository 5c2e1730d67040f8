import Prompting
import Testing

@Suite struct `Images of a prompt` {
    private func prompt(_ images: [String], variables: [String: String] = [:]) -> Prompt {
        var prompt = Prompt.sums
        prompt.images = images
        prompt.variables = variables
        return prompt
    }

    private func paths(_ prompt: Prompt, _ folders: ImageFolders, _ variables: [String: String] = [:]) throws
        -> [String]
    {
        try prompt.compile(layout: .chat, hasChatTemplate: true, variables: variables, images: folders)
            .images.map(\.path)
    }

    @Test func `they come before the input's text, in their order, and only there`() throws {
        let compiled = try prompt(["/a.png", "/b.jpg"]).compile(layout: .chat, hasChatTemplate: true)
        guard case .chat(let messages, _) = compiled.body else { throw PromptError.noChatTemplate }
        #expect(
            messages.last?.content == [
                .image(ImageFile(path: "/a.png")), .image(ImageFile(path: "/b.jpg")), .text("5 + 6?"),
            ])
        #expect(messages.dropLast().allSatisfy { $0.images.isEmpty })
    }

    @Test func `an example's images come before its input, and only where examples are sent`() throws {
        var prompt = prompt(["{{picture}}"], variables: ["picture": "c.png", "first": "a.png"])
        prompt.examples = [
            Example(input: "1 + 1?", output: "2", images: ["{{first}}", "/b.png"]),
            Example(input: "", output: "3", images: ["d.png"], isOn: false),
        ]
        #expect(try paths(prompt, ImageFolders(prompt: "/p")) == ["/p/a.png", "/b.png", "/p/c.png"])
        #expect(prompt.variableNames.sorted() == ["first", "picture"])
        let compiled = try prompt.compile(technique: .fewShot, layout: .chat, hasChatTemplate: true)
        guard case .chat(let messages, _) = compiled.body else { throw PromptError.noChatTemplate }
        let turn = try #require(messages.first { $0.role == .user })
        #expect(turn.images.map(\.path) == ["a.png", "/b.png"] && turn.content.last == .text("1 + 1?"))
        prompt.technique = .zeroShot
        #expect(try paths(prompt, ImageFolders(prompt: "/p")) == ["/p/c.png"])
        prompt.images = []
        _ = try prompt.compile(technique: .zeroShot, layout: .completion, hasChatTemplate: false)
        #expect(throws: PromptError.imagesNeedChat) {
            try prompt.compile(technique: .fewShot, layout: .completion, hasChatTemplate: false)
        }
    }

    @Test func `an empty input sends images without a text`() throws {
        var prompt = prompt(["/a.png"])
        prompt.input = " "
        let compiled = try prompt.compile(layout: .chat, hasChatTemplate: true)
        guard case .chat(let messages, _) = compiled.body else { throw PromptError.noChatTemplate }
        #expect(messages.last?.content == [.image(ImageFile(path: "/a.png"))])
    }

    @Test func `a path is relative to the prompt's file, and an absolute one stays`() throws {
        let folders = ImageFolders(prompt: "/prompts")
        #expect(try paths(prompt(["photo.png", "/b.png"]), folders) == ["/prompts/photo.png", "/b.png"])
        #expect(try paths(prompt(["photo.png"]), ImageFolders()) == ["photo.png"])
    }

    @Test func `a projector's path is relative to the prompt's file, and it goes with images alone`() throws {
        func projector(_ path: String, images: [String] = ["a.png"]) throws -> String? {
            try prompt(images).compile(
                layout: .chat, hasChatTemplate: true, chat: ChatOptions(projector: path),
                images: ImageFolders(prompt: "/p", variables: ["x": "/data"])
            ).chat.projector
        }
        #expect(try projector("m/mmproj.gguf") == "/p/m/mmproj.gguf")
        #expect(try projector("/m/mmproj.gguf") == "/m/mmproj.gguf")
        #expect(try projector("mmproj.gguf", images: []) == nil)
    }

    @Test func `a path in a data set's column is relative to the data's file`() throws {
        let folders = ImageFolders(prompt: "/prompts", variables: ["picture": "/data/"])
        let own = prompt(["photo.png", "{{picture}}", "img/{{picture}}", "{{other}}"], variables: ["other": "c.png"])
        #expect(
            try paths(own, folders, ["picture": "x.png"]) == [
                "/prompts/photo.png", "/data/x.png", "/data/img/x.png", "/prompts/c.png",
            ])
        #expect(try paths(own, folders, ["picture": "/x.png"])[1] == "/x.png")
    }

    @Test func `a case without an image has an empty value, and sends none`() throws {
        #expect(try paths(prompt(["{{picture}}"]), ImageFolders(), ["picture": ""]) == [])
    }

    @Test func `a variable without a value is told with the image's number`() {
        #expect(throws: PromptError.missingVariables([MissingVariable(name: "p", field: .image(2))], known: [])) {
            try paths(prompt(["a.png", "{{p}}"]), ImageFolders())
        }
        #expect(PromptField.image(2).description == "image 2")
        #expect(PromptField.exampleImage(2, example: 1).description == "image 2 of example 1")
    }

    @Test func `variables in paths are variables of the prompt`() {
        #expect(prompt(["{{folder}}/{{picture}}.png"]).variableNames == ["folder", "picture"])
    }

    @Test func `the completion layout refuses them`() {
        #expect(throws: PromptError.imagesNeedChat) {
            try prompt(["a.png"]).compile(layout: .completion, hasChatTemplate: true)
        }
        #expect(throws: PromptError.imagesNeedChat) { try prompt(["a.png"]).compile(hasChatTemplate: false) }
    }

    @Test func `images are replaced one by one, and other parts stay`() throws {
        let compiled = try prompt(["/a.png", "/b.png"]).compile(layout: .chat, hasChatTemplate: true)
        let replaced = compiled.replacingImages { ImageFile(path: $0.path + "!") }
        #expect(replaced.images.map(\.path) == ["/a.png!", "/b.png!"])
        #expect(replaced.turns == compiled.turns)
    }

    @Test func `an image says its name, its size and its tokens as far as they are known`() {
        var image = ImageFile(path: "/home/me/photo.png")
        #expect(image.summary == "photo.png")
        image.contents = ImageFile.Contents(format: .png, width: 1280, height: 960, byteCount: 1, hash: "0")
        #expect(image.summary == "photo.png 1280x960")
        image.tokens = 256
        #expect(image.summary == "photo.png 1280x960 → 256 tokens")
    }
}
