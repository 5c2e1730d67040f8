import ArgumentParser
import Foundation
import Library
import Operations
import Reference
import Reports

/// Writes the pages of the reference that are made of the program itself.
struct ReferenceCommand: ParsableCommand, WorksWithoutConfiguration {
    static let configuration = CommandConfiguration(
        commandName: "reference", abstract: "Writes the generated pages of docs/reference into a folder.",
        shouldDisplay: false)

    @Argument(help: "The folder, which must exist.")
    var folder: String

    func run() throws {
        let tables = CommandsAtAGlance.current?.tables ?? ""
        for page in ReferencePage.all(commands: DescribedCommand.all, tables: tables) {
            let path = "\(folder)/\(page.name)"
            do {
                try Data(page.text.utf8).write(to: URL(filePath: path), options: .atomic)
            } catch {
                throw Failure("\(path) can't be written: \(systemReason(of: error)).")
            }
        }
    }
}
