import Evaluation
import Foundation
import JSONText
import Library
import Prompting

/// Where accepted candidates go. Each is written as soon as it is accepted, and bears the mark of how it was made.
package struct Acceptance: Sendable {
    /// A place for accepted candidates.
    package enum Place: Sendable, Hashable {
        /// The examples of the prompt.
        case examples
        /// The test data of the prompt.
        case testData
        /// The phrasings of the prompt.
        case phrasings
        /// A file of JSON Lines, to whose end rows are added.
        case file(String)
        /// Nowhere: whoever asked for the candidates takes them.
        case asker
    }

    /// The place.
    package let place: Place
    /// The prompt, with what was accepted so far.
    package private(set) var prompt: PromptFile
    /// The prompt as it was read.
    private let read: Prompt
    private let library: PromptLibrary
    private let task: MakingTask
    /// What stood in the place before each candidate that was accepted.
    private var before: [Before] = []

    private enum Before: Sendable {
        case prompt(Prompt)
        /// The number of bytes of the file, nil if there was none; and how many there were with the candidate.
        case file(Int?, Int)
        /// The row was in the file already.
        case row
    }

    /// The lines that the data file had before the first candidate; nil before that.
    private var known: Set<String>?

    /// Prepares to write.
    ///
    /// - Throws: `Failure` if the place can't take candidates: the prompt has no file of its own or comes with Lathe, or the
    ///   data file isn't one of JSON Lines.
    package init(_ place: Place, of prompt: PromptFile, _ task: MakingTask, library: PromptLibrary) throws {
        (self.place, self.prompt, self.task, self.library) = (place, prompt, task, library)
        read = prompt.prompt
        switch place {
        case .examples, .testData, .phrasings:
            guard prompt.hasPath else { throw Failure("The prompt has no file that candidates could be added to.") }
            guard !library.isShipped(prompt.file) else {
                let other = place == .phrasings ? "" : ", or add candidates to a data file"
                throw Failure("\(prompt.prompt.name) comes with Lathe and isn't changed: make a copy of it\(other).")
            }
        case .asker: break
        case .file(let path):
            guard ["jsonl", "ndjson"].contains(URL(filePath: path).pathExtension.lowercased()) else {
                throw Failure("\(path): rows are added to files of JSON Lines only, whose names end in .jsonl.")
            }
        }
    }

    /// Writes a candidate. One that is there already, because a program was killed before it could note that, isn't written twice.
    ///
    /// - Returns: Sentences about what couldn't be kept as it was.
    package mutating func take(_ candidate: Candidate) throws -> [String] {
        switch place {
        case .file(let path):
            let lines = known ?? Self.lines(of: path)
            known = lines
            let row = row(of: candidate)
            if lines.contains(row) {
                before.append(.row)
                return []
            }
            let size = Self.size(of: path)
            try append(row, to: path)
            before.append(.file(size, Self.size(of: path) ?? 0))
            return []
        case .examples, .testData, .phrasings:
            let old = without(candidate)
            return try write(candidate.added(to: old), remembering: old)
        case .asker: return []
        }
    }

    /// Takes back the candidate that was written last.
    ///
    /// - Throws: `Failure` if it stays, because it was there before or something was added behind it.
    package mutating func takeBack() throws {
        guard let last = before.last else { return }
        switch (last, place) {
        case (.prompt(let old), _):
            _ = try prompt.update(to: old)
            try prompt.save()
        case (.file(let size, let written), .file(let path)):
            guard Self.size(of: path) == written else {
                throw Failure("\(path) was changed meanwhile, so the row stays in it.")
            }
            if let size {
                let file = try FileHandle(forWritingTo: URL(filePath: path))
                defer { try? file.close() }
                try file.truncate(atOffset: UInt64(size))
            } else {
                try FileManager.default.removeItem(atPath: path)
            }
        case (.row, .file(let path)): throw Failure("\(path) had the row already, so it stays there.")
        default: break
        }
        before.removeLast()
    }

    private static func size(of path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    }

    private static func lines(of path: String) -> Set<String> {
        let content = FileManager.default.contents(atPath: path) ?? Data()
        return Set(content.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) })
    }

    /// Keeps what was written as a version of the prompt.
    package mutating func finish() throws -> [String] {
        if case .file = place { return [] }
        return before.isEmpty ? [] : try library.save(&prompt)
    }

    private mutating func write(_ wanted: Prompt, remembering old: Prompt) throws -> [String] {
        var changed = prompt
        var notices = try changed.update(to: wanted)
        // The first time, the prompt as it was becomes a version too.
        if before.isEmpty { notices += try library.save(&changed) } else { try changed.save() }
        prompt = changed
        before.append(.prompt(old))
        return notices
    }

    /// Returns the prompt as it was before a program was killed that had written this candidate, but couldn't note that.
    private func without(_ candidate: Candidate) -> Prompt {
        candidate.removed(from: read) == read ? prompt.prompt : candidate.removed(from: prompt.prompt)
    }

    private func row(of candidate: Candidate) -> String {
        var row = JSONObject()
        let values = candidate.values.isEmpty ? ["input": candidate.input] : candidate.values
        let names = task.names.filter { values[$0] != nil } + values.keys.filter { !task.names.contains($0) }.sorted()
        for name in names { row[name] = .text(values[name] ?? "") }
        if let reasoning = candidate.reasoning { row["reasoning"] = .text(reasoning) }
        if !candidate.output.isEmpty { row["expected"] = .text(candidate.output) }
        row[Candidate.originKey] = .text(candidate.mark)
        return JSONValue.object(row).text
    }

    private func append(_ row: String, to path: String) throws {
        do {
            if !FileManager.default.fileExists(atPath: path) {
                try Data().write(to: URL(filePath: path))
            }
            let file = try FileHandle(forUpdating: URL(filePath: path))
            defer { try? file.close() }
            let end = try file.seekToEnd()
            var line = row + "\n"
            if end > 0 {
                try file.seek(toOffset: end - 1)
                if try file.read(upToCount: 1) != Data("\n".utf8) { line = "\n" + line }
            }
            try file.seekToEnd()
            do {
                try file.write(contentsOf: Data(line.utf8))
            } catch {
                // Half a row would make the next one unreadable.
                try? file.truncate(atOffset: end)
                throw error
            }
        } catch {
            throw Failure("\(path) can't be written: \(systemReason(of: error)).")
        }
    }
}
