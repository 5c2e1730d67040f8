import Foundation
import Prompting
import Sampling

/// One row of a data set: the values for the prompt, and the right answers.
package struct Case: Sendable, Hashable {
    /// The name of the case in results: the data's own id, else its line, or the number of its row if others
    /// stand on the same line.
    package var id: String
    /// Values of the prompt's variables.
    package var variables: [String: String]
    /// Right answers, of which one is enough; empty if the data has none.
    package var expected: [String]
    /// Checks that must hold for an output besides.
    package var assertions: [Assertion] = []
    /// All columns of the row, for checks that refer to them.
    package var columns: [String: String]
    /// Values that a lane gets in place of the case's own, by the lane's name and then by variable: the passages of its sources.
    package var laneValues: [String: [String: String]] = [:]
    /// The folder of its file, in which relative paths of images begin; nil for a prompt's own test data.
    package var folder: String?
    /// The words that choices stand for in this case, in the choices' order (`Paris`, `Rome`); empty if it has none.
    package var options: [String] = []
    /// The data's own labels of the options; empty if it has no options.
    package var optionLabels: [String] = []
    /// The line of the case in its file, from 1; nil for a prompt's own test data.
    package var line: Int?
    /// The number of its row, from 1; nil if its line says enough.
    package var row: Int?
    /// The turns that are sent before its input, after the prompt's own.
    package var turns: [Turn] = []
    /// True if its input isn't of the prompt's task, so that its own checks decide alone.
    package var isForeign = false

    /// Creates a case. Without `columns` they are its variables.
    package init(
        id: String, variables: [String: String], expected: [String] = [], columns: [String: String]? = nil,
        line: Int? = nil
    ) {
        self.id = id
        self.variables = variables
        self.expected = expected
        self.columns = columns ?? variables
        self.line = line
    }

    /// Returns the values of variables that a lane gets.
    package func variables(of lane: String) -> [String: String] {
        variables.merging(laneValues[lane] ?? [:]) { $1 }
    }

    /// Returns the columns that checks of a lane's output refer to.
    package func columns(of lane: String) -> [String: String] {
        columns.merging(laneValues[lane] ?? [:]) { $1 }
    }

    /// Returns the folders of images: its own for its values, else `others`.
    package func imageFolders(_ others: ImageFolders) -> ImageFolders {
        guard let folder else { return others }
        var folders = others
        for name in variables.keys { folders.variables[name] = folder }
        return folders
    }

    /// Returns the path of an image of a prompt with `values` in place of variables, in the folder of the case's file where
    /// a value is the case's. Nil if the case has no such image.
    package func path(ofImage image: String, with values: [String: String]) -> String? {
        let template = Template(image)
        guard let path = try? template.rendered(with: values, in: .input), !path.isEmpty else { return nil }
        guard let folder, !path.hasPrefix("/"), template.variables.contains(where: { variables[$0] != nil }) else {
            return path
        }
        return "\(folder)/\(path)"
    }

    /// The key of the noise of the case's draws: a hash of its content, never 0. So cases are independent of each other
    /// and of their order, and lanes are compared on the same noise.
    package var key: UInt64 {
        var hash = StableHash()
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
            hash.add(name)
            hash.add(value)
        }
        for turn in turns {
            hash.add(turn.role.rawValue)
            hash.add(turn.text)
        }
        return max(1, hash.value)
    }

    /// Returns a prompt with the case's turns after its own.
    package func added(to prompt: Prompt) -> Prompt {
        guard !turns.isEmpty else { return prompt }
        var prompt = prompt
        prompt.turns += turns
        return prompt
    }
}
