import ArgumentParser
import Console
import Foundation
import Library
import Models
import Operations
import Reports
import TextLayout

/// A command that also runs if the settings file has mistakes.
protocol WorksWithoutConfiguration {}

extension DoctorCommand: WorksWithoutConfiguration {}
extension ProbeCommand: WorksWithoutConfiguration {}

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Shows, checks and creates the file of your settings.",
        discussion: """
            EXAMPLES
              lathe config init            writes a file with every setting, explained
              lathe config check           reports mistakes with their lines
              lathe config show            the values in use, and where each comes from
              $EDITOR "$(lathe config path)"
            """,
        subcommands: [Init.self, Show.self, Path.self, Check.self])

    struct Init: ParsableCommand, WorksWithoutConfiguration {
        static let configuration = CommandConfiguration(
            abstract: "Writes a file with every setting, explained and commented out. An existing file is left alone.")

        func run() throws {
            let path = Locations.current.configuration
            try Configuration.writeTemplate(to: path)
            print(path)
        }
    }

    struct Path: ParsableCommand, WorksWithoutConfiguration {
        static let configuration = CommandConfiguration(
            abstract: "Prints the path of the file, whether it exists or not.")

        func run() throws { print(Locations.current.configuration) }
    }

    struct Check: ParsableCommand, WorksWithoutConfiguration {
        static let configuration = CommandConfiguration(
            abstract: "Reports every mistake with its line; unknown settings count as mistakes.")

        @Argument(help: "The file to check (default: your own).")
        var file: String?

        func run() throws {
            let path = file ?? Locations.current.configuration
            guard FileManager.default.fileExists(atPath: path) else {
                if file != nil { throw Failure("There is no file \(path).") }
                print("There is no \(path), so the defaults are used. `lathe config init` writes a file with them.")
                return
            }
            let configuration = try Self.configuration(path)
            configuration.tellProblems()
            if !configuration.notices.isEmpty { throw ExitCode.failure }
            print("\(path): ok")
        }

        /// Reads the file; the error names every mistake, which elsewhere would stand in the way of another one.
        private static func configuration(_ path: String) throws -> Configuration {
            do throws(ConfigurationError) {
                return try Configuration(contentsOf: path)
            } catch {
                throw Failure(error.everything)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the values in use, and whether each is from your file. Keys are never shown.")

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            let report = ConfigurationReport(Configuration.current)
            if format == .json { return try printJSON(report, pretty: true) }
            for line in report.lines { print(line) }
        }
    }
}
