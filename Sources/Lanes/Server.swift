import Sampling

/// An OpenAI-compatible server that lanes may run on. It holds the name of the environment variable that has its key, never the key.
package struct Server: Sendable, Hashable {
    /// What a server is, which says what it can do beyond the common part of the protocol.
    package enum Kind: String, Sendable, CaseIterable {
        /// Any other: only what all of them can do.
        case compatible
        case openAI = "openai"
        case llamaServer = "llama-server"
        case llamaCppPython = "llama-cpp-python"
        case vLLM = "vllm"
        case ollama, anthropic, google
    }

    /// US dollars for a million tokens.
    package struct Price: Sendable, Hashable, Codable {
        /// Tokens of prompts.
        package var input: Double
        /// Tokens generated.
        package var output: Double

        /// Creates a price for a million tokens of each.
        package init(input: Double, output: Double) {
            self.input = input
            self.output = output
        }
    }

    /// What lanes call it.
    package var name: String
    /// Base URL, up to and with `/v1`, without a slash at the end.
    package var url: String
    /// Name of the environment variable that holds the key; nil for a server that needs none.
    package var keyVariable: String?
    /// The model of lanes that name only the server; nil leaves it to the server.
    package var model: String?
    /// Seconds without a byte after which a request is given up, 1...3600.
    package var timeout = 60.0
    /// How often a request is tried again after a 429, a 5xx or a lost connection, 0...10.
    package var retries = 3
    /// Most requests at once, 1...64.
    package var parallel = 4
    /// What a token costs; nil is unknown.
    package var price: Price?
    /// What it is.
    package var kind: Kind
    /// Settings that its model doesn't take: they aren't sent.
    package var without: Set<SettingsKey> = []

    /// Creates a server; a kind of nil is told by the URL.
    package init(name: String, url: String, kind: Kind? = nil) {
        self.name = name
        self.url = url
        self.kind = kind ?? Self.kind(of: url)
    }

    /// Returns the kind that a URL gives away, ``Kind/compatible`` if it gives none.
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
