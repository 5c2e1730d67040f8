#include "Names.h"
#include "Template.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <cstdio>

void put(cchat_problem *problem, const std::string &text) {
    const size_t length = std::min(text.size(), sizeof problem->text - 1);
    std::memcpy(problem->text, text.data(), length);
    problem->text[length] = 0;
}

namespace {

void place(cchat_problem *problem, const std::string &source, size_t position) {
    const auto end = source.begin() + std::ptrdiff_t(std::min(position, source.size()));
    problem->line = int32_t(1 + std::count(source.begin(), end, '\n'));
    const size_t newline = position == 0 ? std::string::npos : source.rfind('\n', position - 1);
    problem->column = int32_t(position - (newline == std::string::npos ? 0 : newline + 1) + 1);
}

/// Returns the engine's message about an expression, without the excerpt of the template.
std::string sentence(std::string text, const char *marker) {
    const size_t found = text.rfind(marker);
    if (found != std::string::npos) text = text.substr(found + std::strlen(marker));
    return text;
}

/// Reads the place that an error of rendering names.
void read_place(cchat_problem *problem, const std::string &text) {
    int line = 0, column = 0;
    const size_t found = text.find(" at line ");
    if (found != std::string::npos && std::sscanf(text.c_str() + found, " at line %d, column %d", &line, &column) == 2) {
        problem->line = line;
        problem->column = column;
    }
}

/// Marks all text of a message as content, except the role and the kinds of its parts.
void mark(const jinja::value &value, const std::string &key) {
    if (auto *text = dynamic_cast<jinja::value_string_t *>(value.get())) {
        if (key != "role" && key != "type") text->mark_input();
        return;
    }
    for (const auto &item : value->val_arr) mark(item, key);
    for (const auto &[name, item] : value->val_obj) mark(item, name->as_string().str());
}

}  // namespace

// Of common/log.h, which isn't installed.
void common_log_set_verbosity_thold(int verbosity);

namespace {

/// Asks llama.cpp for the texts around a model's thoughts, which it finds by rendering the template in several ways.
/// Finds nothing if that fails.
void find_thoughts(cchat_template &chat_template) {
    try {
        const auto templates =
            common_chat_templates_init(nullptr, chat_template.source, chat_template.bos, chat_template.eos);
        common_chat_msg message;
        message.role = "user";
        message.content = "Hello";
        common_chat_templates_inputs inputs;
        inputs.messages = {message};
        inputs.reasoning_format = COMMON_REASONING_FORMAT_AUTO;
        const auto found = common_chat_templates_apply(templates.get(), inputs);
        chat_template.thinks = found.supports_thinking;
        chat_template.thoughts_start = found.thinking_start_tag;
        chat_template.thoughts_ends = found.thinking_end_tags;
    } catch (const std::exception &) {
    }
}

}  // namespace

struct cchat_text {
    std::vector<jinja::string_part> parts;
};

cchat_template *cchat_template_parse(
    const char *source, size_t length, const char *bos, const char *eos, cchat_problem *problem) {
    *problem = {};
    if (length > largest_template) {
        put(problem, "it has more than a megabyte");
        return nullptr;
    }
    const Bounds bounds;
    std::string text(source, length);
    try {
        auto result = std::make_unique<cchat_template>();
        jinja::lexer lexer;
        auto lexed = lexer.tokenize(text);
        result->source = text = lexed.source;
        result->program = jinja::parse_from_tokens(lexed);
        result->bos = bos;
        result->eos = eos;
        result->abilities = jinja::caps_get(result->program);
        result->names = names(lexed.tokens);
        static std::once_flag once;
        std::call_once(once, [] { common_log_set_verbosity_thold(-1); });
        jinja::limits::current().steps = most_steps;
        find_thoughts(*result);
        return result.release();
    } catch (const std::exception &error) {
        const std::string what = error.what();
        // The first line has the message; those after it show the place.
        std::string first = what.substr(0, what.find('\n'));
        for (const char *prefix : {"lexer: ", "parser: ", "Parser Error: "}) {
            if (first.rfind(prefix, 0) == 0) first = first.substr(std::strlen(prefix));
        }
        put(problem, first);
        place(problem, text, jinja::limits::current().position);
    } catch (...) {
        put(problem, "an exception of unknown type");
    }
    return nullptr;
}

void cchat_template_free(cchat_template *chat_template) { delete chat_template; }

cchat_abilities cchat_template_abilities(const cchat_template *chat_template) {
    const auto &abilities = chat_template->abilities;
    return {
        .has_system_role = abilities.supports_system_role,
        .lists_tools = abilities.supports_tools,
        .writes_tool_calls = abilities.supports_tool_calls,
        .wants_parts = abilities.supports_typed_content && !abilities.supports_string_content,
        .has_reasoning_effort = abilities.supports_reasoning_effort,
        .keeps_thoughts = abilities.supports_preserve_reasoning,
        .thinks = chat_template->thinks,
    };
}

const char *cchat_template_thoughts_start(const cchat_template *chat_template) {
    return chat_template->thoughts_start.c_str();
}

const char *cchat_template_thoughts_end(const cchat_template *chat_template, size_t index) {
    const auto &ends = chat_template->thoughts_ends;
    return index < ends.size() ? ends[index].c_str() : nullptr;
}

const char *cchat_template_name(const cchat_template *chat_template, size_t index) {
    return index < chat_template->names.size() ? chat_template->names[index].c_str() : nullptr;
}

cchat_text *cchat_template_render(
    const cchat_template *chat_template, const char *conversation, size_t length, int64_t seconds, cchat_problem *problem) {
    *problem = {};
    const Bounds bounds;
    try {
        jinja::context context(chat_template->source);
        context.current_time = std::time_t(seconds);
        jinja::global_from_json(
            context, common_json{{"bos_token", chat_template->bos}, {"eos_token", chat_template->eos}}, false);
        jinja::global_from_json(context, common_json::parse(std::string(conversation, length)), false);
        for (const char *name : {"messages", "tools"}) {
            const auto value = context.get_val(name);
            if (!value->is_undefined()) mark(value, name);
        }
        jinja::runtime runtime(context);
        const jinja::value results = runtime.execute(chat_template->program);
        return new cchat_text{jinja::runtime::gather_string_parts(results)->val_str.parts};
    } catch (const std::exception &error) {
        const std::string what = error.what();
        read_place(problem, what);
        std::string text = sentence(what, "\nError: ");
        constexpr const char *raised = "Jinja Exception: ";
        problem->is_raised = text.rfind(raised, 0) == 0;
        put(problem, problem->is_raised ? text.substr(std::strlen(raised)) : text);
    } catch (...) {
        put(problem, "an exception of unknown type");
    }
    return nullptr;
}

size_t cchat_text_count(const cchat_text *text) { return text->parts.size(); }

cchat_part cchat_text_part(const cchat_text *text, size_t index) {
    const auto &part = text->parts[index];
    return {part.val.data(), part.val.size(), part.is_input};
}

void cchat_text_free(cchat_text *text) { delete text; }
