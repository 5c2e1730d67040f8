import Operations
import Remedies
import Reports

extension DataReport {
    /// Creates the report of a sheet; `wording` words its notices.
    package init(_ sheet: DataSheet, firstRows: Int, wording: (Notice) -> String) {
        self.init(
            file: sheet.file, survey: sheet.survey, data: sheet.use.map { ($0.prompt, $0.data, $0.answer) },
            problem: sheet.problem, firstRows: firstRows, wording: wording)
    }
}
