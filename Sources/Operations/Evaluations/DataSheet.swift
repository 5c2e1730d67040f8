import Evaluation
import Prompting
import Remedies

/// What a data file holds, and what a prompt gets of it.
package struct DataSheet: Sendable {
    /// What a prompt gets.
    package struct Use: Sendable {
        /// The prompt's name.
        package let prompt: String
        /// The cases.
        package let data: DataSet
        /// The form in which answers are read; nil if there are no right answers and the prompt names no form.
        package let answer: AnswerType?
    }

    /// The file, as it was named.
    package let file: String
    /// What it holds.
    package let survey: DataSurvey
    /// What the prompt gets; nil if there is no prompt, or nothing fits it.
    package private(set) var use: Use?
    /// Why the prompt gets nothing.
    package private(set) var problem: Notice?

    /// Reads a file; `-` is standard input.
    ///
    /// - Throws: ``DataFileError`` if no row can be read at all.
    package init(
        file: String, path: String, for prompt: Prompt?, options: DataOptions, firstRows: Int
    ) throws(DataFileError) {
        self.file = file
        let source = try DataSource(file: path)
        survey = try DataSurvey(of: source, path: path, firstRows: firstRows)
        guard let prompt else { return }
        take(prompt) { () throws(DataSetError) in try DataSet(source, for: prompt, options: options) }
    }

    /// Takes a prompt's own test data.
    ///
    /// - Throws: ``DataSetError`` if there are none.
    package init(testDataOf prompt: Prompt, options: DataOptions, firstRows: Int) throws(DataSetError) {
        file = "testData"
        survey = try DataSurvey(ofTestDataOf: prompt, firstRows: firstRows)
        take(prompt) { () throws(DataSetError) in try DataSet(testDataOf: prompt, options: options) }
    }

    private mutating func take(_ prompt: Prompt, _ read: () throws(DataSetError) -> DataSet) {
        do {
            let data = try read()
            let hasRight = data.cases.contains { !$0.expected.isEmpty }
            let form = try prompt.answer.map { try AnswerType($0) } ?? (hasRight ? data.guessedType : nil)
            use = Use(
                prompt: prompt.name, data: form.map { data.fitted(to: $0) } ?? data, answer: form)
        } catch {
            problem = Notice(about: error)
            // The remedy would be to look at the data, which this report is already.
            if problem?.remedy == .lookAtData { problem?.remedy = nil }
        }
    }
}
