import Foundation
import History
import Library
import Reports
import Workbench

extension HistoryDesk {
    /// Writes the lanes on the screen to a new file, in the format of its ending. If `path` is nil, returns them as
    /// Markdown to be copied.
    func export(_ run: ScreenRun, text: String, to path: String?) -> (copy: String?, report: Workbench.Message) {
        guard let report = report(of: run, text: text) else {
            return (nil, .notice("The models of these lanes were unloaded: F5 runs the lanes again.", isError: true))
        }
        return export(report, to: path)
    }

    /// Writes a run of the history in the same way.
    func export(recorded id: Int64, to path: String?) -> (copy: String?, report: Workbench.Message) {
        do throws(HistoryError) {
            return export(RunReport(try run(id)), to: path)
        } catch {
            return (nil, .notice(screenText(of: error), isError: true))
        }
    }

    /// Writes an evaluation of the history to a new file, in the format of its ending.
    func export(evaluation id: Int64, to path: String) -> Workbench.Message {
        do throws(HistoryError) {
            return try evaluation(id).write(to: path)
        } catch {
            return .notice(screenText(of: error), isError: true)
        }
    }

    private func export(_ report: RunReport, to path: String?) -> (copy: String?, report: Workbench.Message) {
        func failure(_ sentence: String) -> (String?, Workbench.Message) { (nil, .notice(sentence, isError: true)) }
        guard let path else {
            return (report.markdown, .notice("The comparison is on the clipboard, as Markdown.", isError: false))
        }
        let file = path.expandingHome
        guard let format = ReportFormat(ending: (file as NSString).pathExtension) else {
            return failure("\(path) doesn't end in .html, .md, .csv or .json, so its format isn't known.")
        }
        return (nil, NewFile.write(to: file) { try report.text(format) })
    }
}

/// Creates the files that the screen writes.
enum NewFile {
    /// Writes a text to a file that must not exist yet. Returns a message with the result.
    static func write(to file: String, _ text: () throws -> String) -> Workbench.Message {
        do {
            try Data(try text().utf8).write(to: URL(filePath: file), options: .withoutOverwriting)
            return .notice("Wrote \(file).", isError: false)
        } catch CocoaError.fileWriteFileExists {
            return .notice("\(file) exists already and was not changed. Choose another name.", isError: true)
        } catch {
            return .notice("\(file) can't be written: \(systemReason(of: error)).", isError: true)
        }
    }
}
