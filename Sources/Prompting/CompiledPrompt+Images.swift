extension CompiledPrompt {
    /// The images of all turns, in the order in which they are sent.
    package var images: [ImageFile] {
        guard case .chat(let messages, _) = body else { return [] }
        return messages.flatMap(\.images)
    }

    /// Lines that say which images are sent, and by which projector they are read if the prompt or the lane names one.
    package var imageLines: [String] {
        images.map(\.summary) + (chat.projector.map { ["projector \($0)"] } ?? [])
    }

    /// Returns the prompt with `images` in place of its own, if they are of the same files.
    package func replacingImages(with images: [ImageFile]) -> CompiledPrompt {
        guard images.map(\.path) == self.images.map(\.path) else { return self }
        var rest = images[...]
        return replacingImages { rest.popFirst() ?? $0 }
    }

    /// Returns the prompt with another image in place of each.
    package func replacingImages<Failure: Error>(
        _ replace: (ImageFile) throws(Failure) -> ImageFile
    ) throws(Failure) -> CompiledPrompt {
        guard case .chat(var messages, let opening) = body, !images.isEmpty else { return self }
        for turn in messages.indices {
            for part in messages[turn].content.indices {
                guard case .image(let image) = messages[turn].content[part] else { continue }
                messages[turn].content[part] = .image(try replace(image))
            }
        }
        var replaced = self
        replaced.body = .chat(messages: messages, opening: opening)
        return replaced
    }
}
