extension FoundPassage {
    /// Reads the place of a passage from the title with which a prompt is sent it, as ``passage`` writes it. A title that names no
    /// place is taken for the file's name, and ``hasPlace`` is false.
    package init(_ passage: Passage) {
        let title = passage.title
        let found = [
            title.wholeMatch(of: /(.+?):(\d+)(?:-(\d+))?(?:, (.*))?/),
            title.wholeMatch(of: /(.+?), page (\d+)(?:-(\d+))?(?:, (.*))?/),
        ].compactMap { $0?.output }
        // Headings may look like places too.
        guard let shortest = found.min(by: { $0.1.count < $1.1.count }), let first = Int(shortest.2), first > 0 else {
            self.init(number: passage.number, file: title, first: 0, last: 0, text: passage.text)
            return
        }
        self.init(
            number: passage.number, file: String(shortest.1), first: first,
            last: shortest.3.flatMap { Int($0) } ?? first, hasPages: title.dropFirst(shortest.1.count).hasPrefix(", "),
            headings: shortest.4.map { $0.split(separator: " > ").map(String.init) } ?? [], text: passage.text)
    }
}
