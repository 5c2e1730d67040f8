/// A line of a batch that can't be run, as JSON.
package struct BatchError: Encodable {
    private var id: BatchID?
    private var error: String

    /// Creates the error of a line; nil if the line has no id that can be read.
    package init(id: BatchID?, error: String) { (self.id, self.error) = (id, error) }

    private enum CodingKeys: CodingKey {
        case id, error
    }

    /// Writes both keys.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        // The id is null if the line has none that can be read, so that both keys are always there.
        try container.encode(id, forKey: .id)
        try container.encode(error, forKey: .error)
    }
}
