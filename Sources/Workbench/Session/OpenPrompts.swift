import Prompting

/// The prompts that are open besides the one on the screen: each as it was left.
struct OpenPrompts: Sendable {
    /// A prompt that another one took the place of.
    struct Left: Sendable {
        /// The number under which the program remembers its file.
        let number: Int
        var session: Session
        var composer: Composer
        var board: Board
        var openedCase: OpenedCase?
        var isUnsaved: Bool

        /// Its name for the title.
        var title: String { session.title(of: composer.prompt) }
    }

    /// The most prompts without unsaved changes that stay open.
    static let mostUnchanged = 8

    /// The prompts, the one that was left last at the end.
    private(set) var left: [Left] = []
    private var lastNumber = 0
    /// The number under which the program was told to remember the prompt on the screen, because another is being opened;
    /// nil if none is.
    var pending: Int?

    /// Returns a new number for the prompt on the screen, which is about to be left.
    mutating func nextNumber() -> Int {
        // The last prompt that was to be opened couldn't be read.
        if let pending { return pending }
        lastNumber += 1
        pending = lastNumber
        return lastNumber
    }

    /// Adds a prompt that was left. Returns the numbers of those that are closed for it: older ones of the same file, and
    /// the oldest unchanged ones beyond the most.
    mutating func add(_ new: Left) -> [Int] {
        var closed: [Int] = []
        func close(_ index: Int) { closed.append(left.remove(at: index).number) }
        if let path = new.session.path {
            while let same = left.firstIndex(where: { $0.session.path == path && !$0.isUnsaved }) { close(same) }
        }
        left.append(new)
        while left.count(where: { !$0.isUnsaved }) > Self.mostUnchanged,
            let oldest = left.firstIndex(where: { !$0.isUnsaved })
        {
            close(oldest)
        }
        return closed
    }

    /// Takes out the prompt with a number; nil if it was closed.
    mutating func take(_ number: Int) -> Left? {
        left.firstIndex { $0.number == number }.map { left.remove(at: $0) }
    }

    /// Takes out the unchanged prompts of a file, because it is opened again, and returns their numbers.
    mutating func takeUnchanged(of path: String) -> [Int] {
        let numbers = left.filter { $0.session.path == path && !$0.isUnsaved }.map(\.number)
        left.removeAll { numbers.contains($0.number) }
        return numbers
    }

    /// Notes that a file has other tags now.
    mutating func note(_ tags: [String], of path: String) {
        for index in left.indices where left[index].session.path == path {
            left[index].composer.prompt.tags = tags
            left[index].composer.readEditors()
            left[index].session.savedPrompt.tags = tags
        }
    }

    /// Notes that a file has another name now; nil if it was deleted.
    mutating func note(_ path: String, movedTo now: String?) {
        for index in left.indices where left[index].session.path == path {
            if let now {
                left[index].session.path = now
            } else {
                // It keeps the path: saving writes the file again.
                left[index].session.savedPrompt = Prompt()
            }
        }
    }
}
