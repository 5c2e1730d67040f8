import Sampling

/// An OpenAI-compatible server. It knows the name of the variable that holds its key, not the key.
public struct Server: Sendable, Hashable {
    /// What a server is; the raw values are those of the settings file.
    public enum Kind: String, Sendable, CaseIterable {
        case compatible
        case openAI = "openai"
        case llamaServer = "llama-server"
        case llamaCppPython = "llama-cpp-python"
        case vLLM = "vllm"
        case ollama, anthropic, google
    }

    /// US dollars for a million tokens.
    public struct Price: Sendable, Hashable {
        /// Tokens of prompts.
        public var input: Double
        /// Tokens generated.
        public var output: Double

        /// A price for a million tokens of each.
        public init(input: Double, output: Double) {
            self.input = input
            self.output = output
        }
    }

    /// What lanes call it.
    public var name: String
    /// Base URL, up to and with `/v1`, without a slash at the end.
    public var url: String
    /// What it is.
    public var kind = Kind.compatible
    /// Name of the environment variable that holds the key; nil for a server that needs none.
    public var keyVariable: String?
    /// Seconds without a byte after which a request is given up.
    public var timeout = 60.0
    /// How often a request is tried again.
    public var retries = 3
    /// Most requests at once.
    public var parallel = 4
    /// What a token costs; nil is unknown.
    public var price: Price?
    /// Settings that aren't sent to it.
    public var without: Set<SettingsKey> = []

    /// A server at an address.
    public init(name: String, url: String) {
        self.name = name
        self.url = url
    }
}
