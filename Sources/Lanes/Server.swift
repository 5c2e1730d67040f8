import Sampling

/// An OpenAI-compatible server that lanes may run on. It has the name of the environment variable with the key, never
/// the key itself.
package struct Server: Sendable, Hashable {
    /// The kind of server, which says what it can do beyond the common part of the protocol.
    package enum Kind: String, Sendable, CaseIterable {
        /// Any other server: only what all of them can do.
        case compatible
        case openAI = "openai"
        case llamaServer = "llama-server"
        case llamaCppPython = "llama-cpp-python"
        case vLLM = "vllm"
        case ollama, anthropic, google
    }

    /// The price of a million tokens, in US dollars.
    package struct Price: Sendable, Hashable, Codable {
        /// The price for tokens of prompts.
        package var input: Double
        /// The price for generated tokens.
        package var output: Double

        /// Creates a price for a million tokens of each.
        package init(input: Double, output: Double) {
            self.input = input
            self.output = output
        }
    }

    /// The name by which lanes call it.
    package var name: String
    /// The base URL, up to and with `/v1`, without a slash at the end.
    package var url: String
    /// Further base URLs under which the same models answer.
    package var otherURLs: [String] = []
    /// All base URLs.
    package var urls: [String] { [url] + otherURLs }
    /// The name of the environment variable with the key; nil for a server that needs none.
    package var keyVariable: String?
    /// The model for lanes that name only the server; if nil, the server chooses.
    package var model: String?
    /// Seconds without a byte after which a request is given up, 1...3600.
    package var timeout = 60.0
    /// Seconds that a whole answer may take, 1...86400.
    package var longest = 3600.0
    /// The number of further tries after a 429, a 5xx or a lost connection, 0...10.
    package var retries = 3
    /// The largest number of requests at once at each URL, 1...64.
    package var parallel = 4
    /// The price of tokens; nil if it isn't known.
    package var price: Price?
    /// The kind of server.
    package var kind: Kind
    /// Settings that its model doesn't take, so that they aren't sent.
    package var without: Set<SettingsKey> = []

    /// Creates a server. If `kind` is nil, the URL decides.
    package init(name: String, url: String, kind: Kind? = nil) {
        self.name = name
        self.url = url
        self.kind = kind ?? Self.kind(of: url)
    }

    /// Returns the kind of server that a URL belongs to; ``Kind/compatible`` if it isn't a known one.
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
