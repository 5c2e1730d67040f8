#include "ToolCalls.h"
#include "Template.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <memory>

struct cchat_call_reader {
    common_chat_parser_params params;
    std::vector<std::string> tokens;
};

struct cchat_calls {
    common_chat_msg message;
    cchat_call_problem problem = cchat_problem_none;
};

namespace {

/// The deepest nesting of brackets in an output that is read. llama.cpp's parser calls itself for each.
constexpr int deepest_nesting = 200;

/// Returns whether brackets are nested too deeply, wherever they stand.
bool is_too_deep(const std::string &text) {
    int depth = 0;
    for (const char one : text) {
        if (one == '[' || one == '{') depth++;
        if ((one == ']' || one == '}') && depth > 0) depth--;
        if (depth > deepest_nesting) return true;
    }
    return false;
}

/// Parses an output without forgiving one that ends too early, as llama.cpp's own function does.
common_peg_parse_result parse_strictly(const common_chat_parser_params &params, const std::string &text) {
    common_peg_parse_context context(params.generation_prompt + text);
    auto result = params.parser.parse(context);
    result.end -= std::min(result.end, params.generation_prompt.size());
    return result;
}

/// Returns whether an output has arguments that aren't an object, which llama.cpp takes for none at all.
bool has_other_arguments(const common_chat_parser_params &params, const std::string &text) {
    common_peg_parse_context context(params.generation_prompt + text, COMMON_PEG_PARSE_FLAG_LENIENT);
    const auto result = params.parser.parse(context);
    bool has_others = false;
    context.ast.visit(result, [&](const common_peg_ast_node &node) {
        const size_t start = node.text.find_first_not_of(" \t\r\n");
        if (node.tag == "tool-args" && start != std::string_view::npos && std::strchr("[\"-0123456789tfn", node.text[start])) {
            has_others = true;
        }
    });
    return has_others;
}

/// Returns whether a text ends with another one that isn't empty.
bool ends_with(const std::string &text, const std::string &end) {
    return !end.empty() && text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

bool is_blank(const std::string &text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

/// Returns whether a text has one of the reader's tokens that begin calls.
bool has_marker(const cchat_call_reader &reader, const std::string &text) {
    return std::any_of(reader.tokens.begin(), reader.tokens.end(), [&](const std::string &token) {
        std::string lower = token;
        for (char &one : lower) one = char(std::tolower(static_cast<unsigned char>(one)));
        return lower.find("tool") != std::string::npos && text.find(token) != std::string::npos;
    });
}

/// Reads the calls at the beginning of an output up to `end`, behind which there is text that their form has no place for.
/// That text becomes content. Returns false if the part before it isn't in the form, or has no calls.
bool read_beginning(const common_chat_parser_params &params, const std::string &text, size_t end, cchat_calls &calls) {
    const std::string before = text.substr(0, end), rest = text.substr(end);
    const auto strict = parse_strictly(params, before);
    if (!strict.success() || !is_blank(before.substr(strict.end))) return false;
    try {
        calls.message = common_chat_parse(before, false, params);
    } catch (...) {
        return false;
    }
    auto &content = calls.message.content;
    if (calls.message.tool_calls.empty()) return false;
    // What begins as the first call does is another one, which couldn't be read.
    const size_t name = before.find(calls.message.tool_calls[0].name);
    const size_t from = content.empty() ? std::string::npos : before.rfind(content, name);
    std::string start = before.substr(from == std::string::npos ? 0 : from + content.size());
    start.erase(0, start.find_first_not_of(" \t\r\n"));
    if (rest.find(start.substr(0, 5)) != std::string::npos) calls.problem = cchat_problem_malformed;
    content += (content.empty() ? "" : "\n\n") + rest;
    return true;
}

}  // namespace

cchat_call_reader *cchat_call_reader_create(
    const cchat_template *chat_template, const char *tools, size_t tools_length, const char *arguments,
    size_t arguments_length, cchat_problem *problem) {
    *problem = {};
    const Bounds bounds;
    try {
        common_chat_msg message;
        message.role = "user";
        message.content = "Hello";
        common_chat_templates_inputs inputs;
        inputs.messages = {message};
        inputs.tools = common_chat_tools_parse_oaicompat(common_json::parse(std::string(tools, tools_length)));
        inputs.parallel_tool_calls = true;
        inputs.reasoning_format = COMMON_REASONING_FORMAT_AUTO;
        const auto values = common_json::parse(std::string(arguments, arguments_length));
        for (const auto &[name, value] : values.items()) inputs.chat_template_kwargs[name] = value.dump();
        const auto thinks = inputs.chat_template_kwargs.find("enable_thinking");
        inputs.enable_thinking = thinks == inputs.chat_template_kwargs.end() || thinks->second != "false";
        const auto templates =
            common_chat_templates_init(nullptr, chat_template->source, chat_template->bos, chat_template->eos);
        const auto found = common_chat_templates_apply(templates.get(), inputs);
        auto reader = std::make_unique<cchat_call_reader>();
        reader->params = common_chat_parser_params(found);
        reader->params.reasoning_format = COMMON_REASONING_FORMAT_AUTO;
        if (found.parser.empty()) {
            put(problem, "has no form of calls that llama.cpp knows");
            return nullptr;
        }
        reader->params.parser.load(found.parser);
        reader->tokens = found.preserved_tokens;
        return reader.release();
    } catch (const std::exception &error) {
        const std::string what = error.what();
        put(problem, what.substr(0, what.find('\n')));
    } catch (...) {
        put(problem, "an exception of unknown type");
    }
    return nullptr;
}

void cchat_call_reader_free(cchat_call_reader *reader) { delete reader; }

const char *cchat_call_reader_token(const cchat_call_reader *reader, size_t index) {
    return index < reader->tokens.size() ? reader->tokens[index].c_str() : nullptr;
}

cchat_calls *cchat_call_reader_read(const cchat_call_reader *reader, const char *output, size_t length) {
    const std::string text(output, length);
    const auto &params = reader->params;
    auto calls = std::make_unique<cchat_calls>();
    if (is_too_deep(text)) return nullptr;
    try {
        const auto strict = parse_strictly(params, text);
        const size_t end = std::min(strict.end, text.size());
        bool is_lenient = true;
        common_chat_msg message;
        try {
            message = common_chat_parse(text, false, params);
        } catch (...) {
            is_lenient = false;
        }
        if (has_other_arguments(params, text)) return nullptr;
        if (is_lenient && strict.success() && is_blank(text.substr(end)) && !has_marker(*reader, message.content)) {
            calls->message = message;
            return calls.release();
        }
        if (read_beginning(params, text, end, *calls)) {
            if (is_lenient && calls->problem == cchat_problem_malformed) calls->problem = cchat_problem_cut;
            return calls.release();
        }
        if (!is_lenient) return nullptr;
        calls->message = message;
        auto &found = calls->message.tool_calls;
        // An answer in words may lack what its form has at the end; it isn't a call.
        const bool is_in_words = found.empty() && ends_with(text, message.content) && !has_marker(*reader, message.content);
        if (!is_in_words) calls->problem = cchat_problem_cut;
        if (!found.empty()) found.pop_back();
        return calls.release();
    } catch (...) {
        return nullptr;
    }
}

void cchat_calls_free(cchat_calls *calls) { delete calls; }

size_t cchat_calls_count(const cchat_calls *calls) { return calls->message.tool_calls.size(); }

cchat_call cchat_calls_call(const cchat_calls *calls, size_t index) {
    const auto &call = calls->message.tool_calls[index];
    return {call.name.c_str(), call.arguments.c_str(), call.id.c_str()};
}

const char *cchat_calls_content(const cchat_calls *calls) { return calls->message.content.c_str(); }

cchat_call_problem cchat_calls_problem(const cchat_calls *calls) { return calls->problem; }
