import Sampling

/// An OpenAI-compatible server that lanes may run on. It holds the name of the environment variable that has its key, never the key.
public struct Server: Sendable, Hashable {
    /// What a server is, which says what it can do beyond the common part of the protocol.
    public enum Kind: String, Sendable, CaseIterable {
        /// Any other: only what all of them can do.
        case compatible
        case openAI = "openai"
        case llamaServer = "llama-server"
        case llamaCppPython = "llama-cpp-python"
        case vLLM = "vllm"
        case ollama, anthropic, google
    }

    /// US dollars for a million tokens.
    public struct Price: Sendable, Hashable, Codable {
        /// Tokens of prompts.
        public var input: Double
        /// Tokens generated.
        public var output: Double

        /// Creates a price for a million tokens of each.
        public init(input: Double, output: Double) {
            self.input = input
            self.output = output
        }
    }

    /// What lanes call it.
    public var name: String
    /// Base URL, up to and with `/v1`, without a slash at the end.
    public var url: String
    /// Name of the environment variable that holds the key; nil for a server that needs none.
    public var keyVariable: String?
    /// The model of lanes that name only the server; nil leaves it to the server.
    public var model: String?
    /// Seconds without a byte after which a request is given up, 1...3600.
    public var timeout = 60.0
    /// How often a request is tried again after a 429, a 5xx or a lost connection, 0...10.
    public var retries = 3
    /// Most requests at once, 1...64.
    public var parallel = 4
    /// What a token costs; nil is unknown.
    public var price: Price?
    /// What it is.
    public var kind: Kind
    /// Settings that its model doesn't take: they aren't sent.
    public var without: Set<SettingsKey> = []

    /// Creates a server; a kind of nil is told by the URL.
    public init(name: String, url: String, kind: Kind? = nil) {
        self.name = name
        self.url = url
        self.kind = kind ?? Self.kind(of: url)
    }

    /// Returns the kind that a URL gives away, ``Kind/compatible`` where it gives none.
    package static func kind(of url: String) -> Kind {
        let rest = url.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        let host = rest.split(separator: ":").first.map { $0.lowercased() } ?? ""
        if host == "api.openai.com" { return .openAI }
        if host == "api.anthropic.com" { return .anthropic }
        if host.hasSuffix("googleapis.com") { return .google }
        if rest.hasSuffix(":11434") { return .ollama }
        return .compatible
    }
}
