import Foundation

/// Countries and their capitals: a prompt with examples, and twelve cases.
struct CapitalsFixture {
    let folder: TemporaryFolder
    let prompt: String
    let data: String

    init(cases: Int = 12) throws {
        folder = try TemporaryFolder()
        prompt = try folder.file(
            "capital.prompt.yaml",
            """
            name: Capitals
            instruction: Name the capital of the country.
            examples:
              - { input: Japan, output: Tokyo }
              - { input: Peru, output: Lima }
              - { input: Egypt, output: Cairo }
            input: "{{country}}"
            answer: { type: text }
            modelParameters: { temperature: 0, maxTokens: 8 }
            """)
        let rows = [
            "France,Paris", "Italy,Rome", "Spain,Madrid", "Germany,Berlin", "Russia,Moscow", "Austria,Vienna",
            "Greece,Athens", "Portugal,Lisbon", "Norway,Oslo", "Sweden,Stockholm", "Poland,Warsaw", "Ireland,Dublin",
        ]
        data = try folder.file(
            "capitals.csv", "country,expected\n" + rows.prefix(cases).joined(separator: "\n") + "\n")
    }
}
