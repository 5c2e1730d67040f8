import Foundation

/// A piece of a streamed answer, or a whole answer. It has only the keys that are needed, all optional, because servers
/// differ.
struct ChatChunk: Decodable {
    struct Choice: Decodable {
        struct Part: Decodable {
            var content: String?
            var refusal: String?
            /// The model's thoughts, as llama-server, vLLM and DeepSeek send them beside the answer; others name the
            /// key `reasoning`.
            var reasoning: String?

            private enum CodingKeys: String, CodingKey {
                case content, refusal, reasoning
                case reasoningContent = "reasoning_content"
            }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                content = try container.decodeIfPresent(String.self, forKey: .content)
                refusal = try container.decodeIfPresent(String.self, forKey: .refusal)
                // Some servers put objects there.
                func text(_ key: CodingKeys) -> String? {
                    (try? container.decodeIfPresent(String.self, forKey: key)) ?? nil
                }
                reasoning = text(.reasoningContent) ?? text(.reasoning)
            }
        }

        /// The piece, in a stream.
        var delta: Part?
        /// The message, in a whole answer.
        var message: Part?
        /// The text, in a completion.
        var text: String?
        var finishReason: String?
        /// The stop string that ended the answer, from vLLM. If a token ended it, vLLM gives the token's number
        /// instead.
        var stopReason: String?

        private enum CodingKeys: String, CodingKey {
            case delta, message, text
            case finishReason = "finish_reason"
            case stopReason = "stop_reason"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            delta = try container.decodeIfPresent(Part.self, forKey: .delta)
            message = try container.decodeIfPresent(Part.self, forKey: .message)
            text = try container.decodeIfPresent(String.self, forKey: .text)
            finishReason = try container.decodeIfPresent(String.self, forKey: .finishReason)
            stopReason = (try? container.decodeIfPresent(String.self, forKey: .stopReason)) ?? nil
        }

        /// The text that it adds to the thoughts, which are no part of the answer.
        var thought: String { delta?.reasoning ?? message?.reasoning ?? "" }

        /// The text that it adds to the answer.
        var added: String { delta?.content ?? delta?.refusal ?? message?.content ?? message?.refusal ?? text ?? "" }
    }

    /// The counts of tokens. One that can't be true is nil.
    struct Report: Decodable {
        /// The largest number of tokens that is believed.
        static let most = 1_000_000_000.0

        var prompt: Int?
        var completion: Int?
        var cached: Int?
        /// True if it has a number that can't be a count: below zero, broken or too large.
        var isOdd = false

        private enum CodingKeys: String, CodingKey {
            case prompt = "prompt_tokens"
            case completion = "completion_tokens"
            case details = "prompt_tokens_details"
        }

        private enum DetailKeys: String, CodingKey {
            case cached = "cached_tokens"
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            prompt = count(values, .prompt)
            completion = count(values, .completion)
            if let details = try? values.nestedContainer(keyedBy: DetailKeys.self, forKey: .details) {
                cached = count(details, .cached)
            }
        }

        /// Returns a count; nil if it is missing or no count.
        private mutating func count<Key>(_ values: KeyedDecodingContainer<Key>, _ key: Key) -> Int? {
            guard values.contains(key), (try? values.decodeNil(forKey: key)) != true else { return nil }
            guard let number = try? values.decode(Double.self, forKey: key),
                (0...Self.most).contains(number), let count = Int(exactly: number)
            else {
                isOdd = true
                return nil
            }
            return count
        }
    }

    var choices: [Choice]?
    var usage: Report?

    private enum CodingKeys: CodingKey {
        case choices, usage
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        choices = try values.decodeIfPresent([Choice].self, forKey: .choices)
        // An answer isn't refused for a report that can't be read.
        usage = (try? values.decodeIfPresent(Report.self, forKey: .usage)) ?? nil
    }
}

/// The error that a server reports, in any of the forms in use.
struct ServerMessage: Decodable {
    var text: String?
    /// The error's code, such as `insufficient_quota`.
    var code: String?

    private struct Inner: Decodable {
        var message: String?
        var code: String?
        var type: String?

        private enum CodingKeys: CodingKey {
            case message, code, type
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            message = try? container.decode(String.self, forKey: .message)
            code = try? container.decode(String.self, forKey: .code)
            type = try? container.decode(String.self, forKey: .type)
        }
    }

    private enum CodingKeys: CodingKey {
        case error, message, detail
    }

    /// Throws if nothing in it is an error.
    init(from decoder: any Decoder) throws {
        let container: KeyedDecodingContainer<CodingKeys>
        if let outer = try? decoder.container(keyedBy: CodingKeys.self) {
            container = outer
        } else {
            // Google sends errors in a list.
            var list = try decoder.unkeyedContainer()
            container = try list.nestedContainer(keyedBy: CodingKeys.self)
        }
        if let inner = try? container.decode(Inner.self, forKey: .error) {
            text = inner.message ?? inner.type
            code = inner.code ?? inner.type
        } else if let text = try? container.decode(String.self, forKey: .error) {
            self.text = text
        } else if let text = try? container.decode(String.self, forKey: .detail) {
            self.text = text
        } else {
            text = try container.decode(String.self, forKey: .message)
        }
    }
}
