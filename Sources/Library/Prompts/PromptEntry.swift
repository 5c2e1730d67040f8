import Foundation
import Prompting
import Synchronization

/// A prompt in the library, for a list to choose from.
package struct PromptEntry: Sendable {
    /// What the list shows of a prompt.
    package struct Summary: Sendable, Hashable {
        /// The prompt's own name; empty if it has none.
        package var title: String
        /// What the prompt is for.
        package var description: String
        /// Words to find the prompt by.
        package var tags: [String]
        /// The prompt's technique; nil if it names none.
        package var technique: Technique?
        /// The first line of the instruction, or of the input if there is none.
        package var firstLine: String

        init(_ prompt: Prompt) {
            title = prompt.name
            description = prompt.description
            tags = prompt.tags
            technique = prompt.technique
            let text = prompt.instruction.isEmpty ? prompt.input : prompt.instruction
            firstLine = String(text.split(whereSeparator: \.isNewline).first ?? "")
        }
    }

    /// The file's name without its ending.
    package var name: String
    /// The path of the file.
    package var path: String
    /// True if the prompt comes with Lathe and can't be changed in its place.
    package var isShipped: Bool
    /// What the list shows of it, or the mistake in the file.
    package var summary: Result<Summary, PromptFileError>

    /// Returns whether all of these words occur in what the list shows. Case doesn't count.
    package func has(_ words: [some StringProtocol]) -> Bool {
        var text = name
        if case .success(let summary) = summary {
            text += " \(summary.title) \(summary.description) \(summary.tags.joined(separator: " ")) "
            text += "\(summary.technique?.rawValue ?? "") \(summary.firstLine)"
        }
        let all = text.lowercased()
        return words.allSatisfy { all.contains($0.lowercased()) }
    }
}

extension PromptLibrary {
    /// Returns all prompts: the user's, then the shipped ones whose names the user hasn't taken, each sorted by name. A
    /// file with a mistake is listed with the mistake.
    package func entries() -> [PromptEntry] {
        var seen: Set<String> = []
        var files: [(name: String, path: String, isShipped: Bool)] = []
        for (index, folder) in folders.enumerated() {
            for file in Self.promptFiles(in: folder) {
                let name = String(file.dropLast(Self.fileEnding.count))
                if seen.insert(name).inserted { files.append((name, folder + "/" + file, index > 0)) }
            }
        }
        // Most of the time goes into reading, so all cores read.
        let found = files
        let summaries = Summaries(count: found.count)
        DispatchQueue.concurrentPerform(iterations: min(found.count, Self.readers)) { reader in
            for index in stride(from: reader, to: found.count, by: Self.readers) {
                do throws(PromptFileError) {
                    summaries.set(
                        index, .success(.init(try PromptFile(contentsOf: found[index].path, places: places).prompt)))
                } catch {
                    summaries.set(index, .failure(error))
                }
            }
        }
        return zip(found, summaries.all).map { file, summary in
            PromptEntry(name: file.name, path: file.path, isShipped: file.isShipped, summary: summary)
        }
    }

    private static let readers = 8

    static func promptFiles(in folder: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(fileEnding) && !$0.hasPrefix(".") }.sorted()
    }
}

/// Collects what several threads read, each at its own index.
private final class Summaries: Sendable {
    private let found: Mutex<[Result<PromptEntry.Summary, PromptFileError>]>

    init(count: Int) {
        found = Mutex(Array(repeating: .failure(.empty(file: "")), count: count))
    }

    func set(_ index: Int, _ summary: Result<PromptEntry.Summary, PromptFileError>) {
        found.withLock { $0[index] = summary }
    }

    var all: [Result<PromptEntry.Summary, PromptFileError>] { found.withLock { $0 } }
}
