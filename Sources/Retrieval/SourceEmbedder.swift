/// A model that turns texts into vectors.
package struct SourceEmbedder: Sendable {
    /// A hash of the model's file. Vectors are kept under it, so that those of another model aren't compared with them.
    package let model: String
    /// Returns the vector of each text, of length 1; an empty one for a text without tokens.
    package let vectors: @Sendable ([String]) async throws -> [[Float]]

    /// Creates a model of its hash and what it does.
    package init(model: String, vectors: @escaping @Sendable ([String]) async throws -> [[Float]]) {
        self.model = model
        self.vectors = vectors
    }
}
