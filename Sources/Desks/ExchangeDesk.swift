import Foundation
import Interchange
import Library
import Operations
import Prompting
import Workbench

/// Reads and writes the files of other programs for the screen.
struct ExchangeDesk {
    /// What was read last: its prompts as files that aren't saved yet.
    private var imported: [PromptFile] = []

    /// The formats, as the screen lists them.
    static let formats = InterchangeFormat.allCases.map { format in
        ExchangeFormat(
            name: format.rawValue, title: format.title, files: format.files.replacing("`", with: ""),
            fileName: format.fileName, isPreset: format.isPreset)
    }

    /// Reads a file. A format's word says what it is; nil finds that out. The answer lists the formats if that fails.
    mutating func read(_ path: String, as word: String?) -> Workbench.Message {
        let file = path.expandingHome
        do {
            let found = try Interchange.read(
                try InputFile.text(ofFile: file), name: file, format: word.flatMap(InterchangeFormat.init(rawValue:)),
                context: ImportContext(of: file))
            let name = String(file.lastPathPart.prefix { $0 != "." })
            let prompts =
                switch found.value {
                case .prompts(let prompts): prompts
                case .preset(let preset): [ImportedPrompt(preset, name: name.isEmpty ? "preset" : name)]
                }
            let files = try prompts.map { prompt in
                var prompt = prompt
                if prompt.prompt.name.isEmpty { prompt.prompt.name = prompt.name }
                return try prompt.file(path: prompt.name, places: Configuration.current.places)
            }
            imported = files
            return .files(
                .imported(
                    ImportedFile(
                        path: file, prompts: files.map(\.prompt), losses: found.losses.map { screenText(of: $0) })))
        } catch InterchangeError.unknownFormat where word == nil {
            return .files(.formatsListed(Self.formats, for: .reading(path: path)))
        } catch {
            return .notice(screenText(of: error), isError: true)
        }
    }

    /// Returns a prompt of the file that was read last; nil if it hasn't so many.
    func file(_ index: Int) -> PromptFile? { imported.indices.contains(index) ? imported[index] : nil }

    /// Writes a prompt to a file that must not exist yet.
    static func write(_ file: PromptFile, _ order: ExportOrder) -> Workbench.Message {
        guard let format = InterchangeFormat(rawValue: order.format) else {
            return .notice("There is no format `\(order.format)`.", isError: true)
        }
        do throws(InterchangeError) {
            let conversion = try Interchange.write(
                file, as: format,
                options: ExportOptions(
                    lane: order.lane, places: Configuration.current.places, userSettings: order.settings))
            let path = order.path.expandingHome
            let message = NewFile.write(to: path) { conversion.value }
            guard case .notice(_, isError: false) = message else { return message }
            return .files(.exported(path: path, losses: conversion.losses.map { screenText(of: $0) }))
        } catch {
            return .notice(screenText(of: error), isError: true)
        }
    }
}
