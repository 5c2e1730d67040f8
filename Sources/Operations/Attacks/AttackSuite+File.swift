import Evaluation
import Foundation
import Library

extension AttackSuite {
    /// The name of the suite that is taken where none is named.
    package static let usual = "usual"

    /// The most suites of which each extends the next one.
    private static let mostExtended = 8

    /// Reads a suite: a file, or the name of one in `attacks` in the folder of the user's prompts or of the shipped ones.
    ///
    /// - Throws: A sentence for each thing that is wrong, and where.
    package init(named word: String) throws {
        try self.init(named: word, extendedBy: [])
    }

    /// Reads the text of a suite.
    ///
    /// - Throws: A sentence for each thing that is wrong, and where.
    package init(name: String, path: String, text: String) throws {
        try self.init(name: name, path: path, text: text, extendedBy: [])
    }

    /// Reads a suite that is extended by those in these files, the last of which names it.
    private init(named word: String, extendedBy others: [String]) throws {
        let path = try Self.path(of: word, besides: others)
        let name = URL(filePath: path).deletingPathExtension().lastPathComponent
        try self.init(name: name, path: path, text: try InputFile.text(ofFile: path), extendedBy: others)
    }

    private init(name: String, path: String, text: String, extendedBy others: [String]) throws {
        var reader = try AttackSuiteReader(path: path, text: text)
        let own = reader.suite(named: name)
        guard reader.problems.isEmpty else {
            throw Failure(reader.problems.map { "\(path): \($0)" }.joined(separator: "\n"))
        }
        guard let word = reader.extended else {
            self = own
            return
        }
        guard others.count < Self.mostExtended else { throw Failure("\(path) extends itself, or too many suites.") }
        let place = word.hasSuffix(".yaml") || word.hasSuffix(".yml") ? Self.place(of: word, beside: path) : word
        self = try AttackSuite(named: place, extendedBy: others + [Self.plain(path)]).extended(by: own)
    }

    /// Returns the path of a file that another one names.
    private static func place(of word: String, beside path: String) -> String {
        let word = word.expandingHome
        return word.hasPrefix("/") || !path.contains("/") ? word : path.parentFolder + "/" + word
    }

    private static func plain(_ path: String) -> String { URL(filePath: path).standardized.path }

    /// Returns the path of a suite. A suite may extend another one of its own name, so the files of `others` aren't taken for one.
    private static func path(of word: String, besides others: [String]) throws -> String {
        if word.contains("/") || FileManager.default.fileExists(atPath: word) { return word }
        let paths = PromptLibrary.standard.folders.map { "\($0)/attacks/\(word).yaml" }
        let found = paths.first { FileManager.default.fileExists(atPath: $0) && !others.contains(plain($0)) }
        guard let found else {
            throw Failure(
                "There is no suite of attacks `\(word)`: neither a file, nor \(paths.joined(separator: ", nor ")).")
        }
        return found
    }

    /// Returns the suite with what another one adds. What that has under a known name takes the place of it, and its secrets, if it
    /// has any, that of all secrets.
    private func extended(by own: AttackSuite) -> AttackSuite {
        let (attackIDs, questionIDs) = (Set(own.attacks.map(\.id)), Set(own.questions.map(\.id)))
        return AttackSuite(
            name: own.name, secrets: own.secrets.isEmpty ? secrets : own.secrets,
            attacks: attacks.filter { !attackIDs.contains($0.id) } + own.attacks,
            questions: questions.filter { !questionIDs.contains($0.id) } + own.questions,
            defences: defences.filter { !own.defences.contains($0) } + own.defences)
    }
}
