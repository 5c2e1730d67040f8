import Lanes
import Runtime

/// What was measured of a model, as JSON.
package struct BenchmarkReport: Encodable {
    private var model: String
    private var build = LlamaBuild.current
    private var figures: BenchmarkFigures

    /// Creates the report of a model's figures.
    package init(model: String, figures: BenchmarkFigures) { (self.model, self.figures) = (model, figures) }

    private enum Key: CodingKey {
        case model, build
    }

    /// Writes the figures' keys, and the model and the build beside them.
    package func encode(to encoder: any Encoder) throws {
        try figures.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(model, forKey: .model)
        try container.encode(build, forKey: .build)
    }
}
