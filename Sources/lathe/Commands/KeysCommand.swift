import ArgumentParser
import Console
import Reports
import TextLayout
import Workbench

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Prints all keys of the workbench.",
        discussion: """
            EXAMPLES
              lathe keys
              lathe keys --format json
            """)

    @Option(help: "The format of the list.")
    var format: TableFormat = .table

    private struct Row: Encodable {
        var place: String
        var keys: String
        var action: String
    }

    func run() throws {
        if format == .json {
            let rows = KeySection.all.flatMap { section in
                section.keys.map { Row(place: section.title, keys: $0.names, action: $0.action) }
            }
            return try printJSON(rows, pretty: true)
        }
        for section in KeySection.all {
            print(section.title)
            for line in section.keys { print("  " + line.names.padded(toWidth: 20) + " " + line.action) }
            print()
        }
    }
}
