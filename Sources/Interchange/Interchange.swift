import Foundation
import Library
import Prompting
import YAMLText

/// Converts prompts and settings from and to the files of other programs, and says what is lost.
///
///     let imported = try Interchange.read(text, name: "promptfooconfig.yaml")
///     let exported = try Interchange.write(file, as: .dotprompt)
package enum Interchange {
    /// Reads another program's file.
    ///
    /// - Parameters:
    ///   - text: The text of the file.
    ///   - name: The file's path or name. It may tell the format, and stands in errors.
    ///   - format: The format; nil finds it by name and content.
    ///   - context: The models that are here, and the files beside this one.
    /// - Returns: The prompts or the preset, and what couldn't be taken over.
    /// - Throws: ``InterchangeError``, with line and key.
    package static func read(
        _ text: String, name: String, format: InterchangeFormat? = nil, context: ImportContext = ImportContext()
    ) throws(InterchangeError) -> Conversion<Imported> {
        let text = text.withPlainLineEnds
        guard let format = format ?? InterchangeFormat(name: name, text: text) else {
            // A mistake in the file may be the reason why the format isn't recognised.
            do throws(PromptFileError) { _ = try PlacedValue(text: text, name: name) } catch { throw .file(error) }
            throw .unknownFormat(file: name)
        }
        do throws(PromptFileError) {
            var context = context
            context.endings += formats.flatMap(\.endings)
            context.file = { [file = context.file] in file($0)?.withPlainLineEnds }
            return try format.format.read(text, name: name, context: context)
        } catch {
            throw .file(error)
        }
    }

    /// Writes a prompt, or the settings of one of its lanes, for another program.
    ///
    /// - Returns: The file's text, and what it can't express.
    /// - Throws: ``InterchangeError``.
    package static func write(
        _ file: PromptFile, as format: InterchangeFormat, options: ExportOptions = ExportOptions()
    ) throws(InterchangeError) -> Conversion<String> {
        let turns = try PromptTurns(file, options: options)
        if !format.isPreset { try check(turns, holdsAllLanes: format.format.holdsAllLanes) }
        let evaluators = EvaluatorEntries(file)
        var conversion = format.format.write(turns, evaluators: evaluators, options: options)
        let known = evaluators.outputForm.map(\.key)
        for key in file.unknownKeys where !(key.isTop && known.contains(key.name)) {
            conversion.losses.append(
                "\(file.file), line \(key.line): `\(key.name)` is not one of Lathe's keys, so it isn't written\(key.hint)"
            )
        }
        return conversion.losingComments(of: file.root)
    }

    /// Throws if a lane can't be sent, because its reasoning or examples are missing: it would be written without them.
    private static func check(_ turns: PromptTurns, holdsAllLanes: Bool) throws(InterchangeError) {
        let lanes =
            holdsAllLanes && turns.lane == nil ? turns.prompt.lanes.map { PromptTurns(turns.prompt, lane: $0) } : []
        for seen in lanes.isEmpty ? [turns] : lanes {
            do throws(PromptError) {
                _ = try seen.compiled(layout: seen.layout ?? .chat)
            } catch {
                throw .unsendable(error, lane: seen.lane?.name)
            }
        }
    }
}
