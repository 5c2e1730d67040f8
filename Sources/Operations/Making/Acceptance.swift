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
        /// A file of JSON Lines, to whose end rows are added.
        case file(String)
    }

    /// The place.
    package let place: Place
    /// The prompt, with what was accepted so far.
    package private(set) var prompt: PromptFile
    private let library: PromptLibrary
    private let task: MakingTask
    /// What stood in the place before each candidate that was accepted.
    private var before: [Before] = []

    private enum Before: Sendable {
        case prompt(Prompt)
        /// The number of bytes of the file; nil if there was none.
        case file(Int?)
    }

    /// Prepares to write.
    ///
    /// - Throws: `Failure` if the place can't take candidates: the prompt has no file of its own or comes with Lathe, or the
    ///   data file isn't one of JSON Lines.
    package init(_ place: Place, of prompt: PromptFile, _ task: MakingTask, library: PromptLibrary) throws {
        (self.place, self.prompt, self.task, self.library) = (place, prompt, task, library)
        switch place {
        case .examples, .testData:
            guard prompt.hasPath else { throw Failure("The prompt has no file that candidates could be added to.") }
            guard !library.isShipped(prompt.file) else {
                throw Failure(
                    "\(prompt.prompt.name) comes with Lathe and isn't changed: make a copy of it, or add candidates to a data file."
                )
            }
        case .file(let path):
            guard ["jsonl", "ndjson"].contains(URL(filePath: path).pathExtension.lowercased()) else {
                throw Failure("\(path): rows are added to files of JSON Lines only, whose names end in .jsonl.")
            }
        }
    }

    /// Writes a candidate.
    ///
    /// - Returns: Sentences about what couldn't be kept as it was.
    package mutating func take(_ candidate: Candidate) throws -> [String] {
        switch place {
        case .file(let path):
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            try append(row(of: candidate), to: path)
            before.append(.file(size))
            return []
        case .examples, .testData:
            var wanted = prompt.prompt
            if place == .testData { addCase(candidate, to: &wanted) } else { addExample(candidate, to: &wanted) }
            return try write(wanted, remembering: prompt.prompt)
        }
    }

    /// Takes back the candidate that was written last.
    package mutating func takeBack() throws {
        guard let last = before.popLast() else { return }
        switch (last, place) {
        case (.prompt(let old), _):
            _ = try prompt.update(to: old)
            try prompt.save()
        case (.file(let size?), .file(let path)):
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            try file.truncate(atOffset: UInt64(size))
            try file.close()
        case (.file(nil), .file(let path)): try FileManager.default.removeItem(atPath: path)
        default: break
        }
    }

    /// Keeps what was written as a version of the prompt.
    package mutating func finish() throws -> [String] {
        guard place == .examples || place == .testData, !before.isEmpty else { return [] }
        return try library.save(&prompt)
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

    private func addCase(_ candidate: Candidate, to prompt: inout Prompt) {
        var row = candidate.values
        if !candidate.output.isEmpty { row["expected"] = candidate.output }
        row[MakingTask.originKey] = candidate.mark
        prompt.testData.append(row)
    }

    private func addExample(_ candidate: Candidate, to prompt: inout Prompt) {
        let place = prompt.examples.firstIndex { example in
            (example.reasoning ?? "").isEmpty
                && Template.filled(example.input, with: prompt.variables) == candidate.input
        }
        if candidate.kind == .reasoning, let place {
            prompt.examples[place].reasoning = candidate.reasoning
            prompt.examples[place].origin = candidate.mark
            return
        }
        prompt.examples.append(
            Example(
                input: candidate.input, reasoning: candidate.reasoning, output: candidate.output, origin: candidate.mark
            ))
    }

    private func row(of candidate: Candidate) -> String {
        var row = JSONObject()
        let values = candidate.values.isEmpty ? ["input": candidate.input] : candidate.values
        let names = task.names.filter { values[$0] != nil } + values.keys.filter { !task.names.contains($0) }.sorted()
        for name in names { row[name] = .text(values[name] ?? "") }
        if let reasoning = candidate.reasoning { row["reasoning"] = .text(reasoning) }
        if !candidate.output.isEmpty { row["expected"] = .text(candidate.output) }
        row[MakingTask.originKey] = .text(candidate.mark)
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
            try file.write(contentsOf: Data(line.utf8))
        } catch {
            throw Failure("\(path) can't be written: \(systemReason(of: error)).")
        }
    }
}
