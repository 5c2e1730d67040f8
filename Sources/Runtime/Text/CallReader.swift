import CChat
import Lanes

/// Reads the calls of tools in the outputs of a model, in the form that its chat template has for them (llama.cpp's
/// common/chat.h).
///
/// Unchecked Sendable: the pointer is set once, never escapes, and is freed with the last reference. What it points to
/// doesn't change.
final class CallReader: @unchecked Sendable {
    /// The texts of control tokens that belong to the form of calls.
    let tokens: [String]
    private let pointer: OpaquePointer

    /// Creates a reader. `tools` is a JSON list in OpenAI's shape, `arguments` a JSON object of values that the template
    /// reads.
    ///
    /// - Throws: ``TemplateProblem`` if llama.cpp finds no form of calls in the template.
    init(template: ChatTemplate, tools: String, arguments: String) throws(TemplateProblem) {
        var problem = cchat_problem()
        let made = template.withPointer { template in
            cchat_call_reader_create(template, tools, tools.utf8.count, arguments, arguments.utf8.count, &problem)
        }
        guard let made else { throw TemplateProblem(problem) }
        pointer = made
        tokens = Array(
            sequence(state: 0) { index in
                defer { index += 1 }
                return cchat_call_reader_token(made, index).map { String(cString: $0) }
            })
    }

    deinit {
        cchat_call_reader_free(pointer)
    }

    /// Reads an output: all bytes that follow what the template wrote, with those of thoughts and of ``tokens``.
    func read(_ output: [UInt8]) -> ToolUse {
        let calls = output.withUnsafeBytes { bytes in
            cchat_call_reader_read(pointer, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
        }
        guard let calls else { return ToolUse(problem: .malformed) }
        defer { cchat_calls_free(calls) }
        let all = (0..<cchat_calls_count(calls)).map { index in
            let call = cchat_calls_call(calls, index)
            return ToolCall(
                name: String(cString: call.name), arguments: String(cString: call.arguments),
                id: String(cString: call.id))
        }
        let problem: ToolUse.Problem? =
            switch cchat_calls_problem(calls) {
            case cchat_problem_cut: .cut
            case cchat_problem_malformed: .malformed
            default: nil
            }
        return ToolUse(all, content: String(cString: cchat_calls_content(calls)), problem: problem)
    }
}
