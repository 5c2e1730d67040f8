/// Settings of which some have a value: what a prompt, a lane or a command line says over the ones below it.
public struct SettingsPatch: Sendable, Hashable, Codable {
    /// See ``Settings/temperature``.
    public var temperature: Double?
    /// See ``Settings/topK``.
    public var topK: Int?
    /// See ``Settings/topP``.
    public var topP: Double?
    /// See ``Settings/minP``.
    public var minP: Double?
    /// See ``Settings/typicalP``.
    public var typicalP: Double?
    /// See ``Settings/repeatPenalty``.
    public var repeatPenalty: Double?
    /// See ``Settings/repeatLastN``.
    public var repeatLastN: Int?
    /// See ``Settings/presencePenalty``.
    public var presencePenalty: Double?
    /// See ``Settings/frequencyPenalty``.
    public var frequencyPenalty: Double?
    /// See ``Settings/logitBias``.
    public var logitBias: [Int32: Double]?
    /// See ``Settings/seed``.
    public var seed: UInt64?
    /// See ``Settings/order``.
    public var order: StageOrder?
    /// See ``Settings/maxTokens``.
    public var maxTokens: Int?
    /// See ``Settings/answerTokens``.
    public var answerTokens: Int?
    /// See ``Settings/stop``.
    public var stop: [String]?

    /// A patch that changes nothing.
    public init() {}
}
