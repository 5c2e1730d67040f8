/// The options of an engine.
package struct EngineOptions: Sendable, Hashable, Codable {
    /// The number of tokens that all lanes share; nil is what the model was trained for, at most 8192.
    package var contextLength: Int?
    /// The number of threads that compute; nil is one for each processor that this process may use.
    package var threads: Int?
    /// The number of layers that GPUs compute, counted from the last; nil is as many as there is room for.
    package var gpuLayers: Int?
    /// Where measured choices are kept, and the model's name there. If nil, nothing is measured and the usual choices
    /// are taken.
    package var choices: ChoicesLocation?
    /// The path of the projector for images; nil takes the one beside the model.
    package var projector: String?
    /// True to measure again, longer and more, even if measured choices are kept.
    package var measuresAnew = false

    /// Creates the defaults.
    package init() {}

    var threadCount: Int { max(1, threads ?? Processors.count) }
}
