// The part of llama.cpp's libllama-common that Lathe uses: chat templates in Jinja, and grammars of JSON schemas. No C++ type is in this header.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parsed chat template. It doesn't change, so several threads may render it at once.
typedef struct cchat_template cchat_template;

/// A problem in a sentence, with its place.
typedef struct {
    char text[1024];
    /// The place in the template, from 1; 0 if it isn't known.
    int32_t line;
    int32_t column;
    /// True if the template itself raised it, by `raise_exception`.
    bool is_raised;
} cchat_problem;

/// What a template can do. llama.cpp finds that by rendering it with and without each.
typedef struct {
    bool has_system_role;
    bool lists_tools;
    bool writes_tool_calls;
    /// True if a content must be a list of parts instead of a text.
    bool wants_parts;
    bool has_reasoning_effort;
    bool keeps_thoughts;
    /// Whether the model thinks before it answers, between the texts that `cchat_template_thoughts` gives.
    bool thinks;
} cchat_abilities;

/// Parses a template. `bos` and `eos` are the texts of the model's tokens, which a template may write. Returns NULL if
/// it can't be parsed; then `problem` says why.
cchat_template *cchat_template_parse(const char *source, size_t length, const char *bos, const char *eos, cchat_problem *problem);

void cchat_template_free(cchat_template *chat_template);

cchat_abilities cchat_template_abilities(const cchat_template *chat_template);

/// The text that begins thoughts; empty if the template has none.
const char *cchat_template_thoughts_start(const cchat_template *chat_template);
/// A text that ends thoughts, by its number from 0; NULL after the last.
const char *cchat_template_thoughts_end(const cchat_template *chat_template, size_t index);

/// A name that the template reads and doesn't set before, in the order of the text, without those of functions; NULL past the
/// last. The text lives as long as the template.
const char *cchat_template_name(const cchat_template *chat_template, size_t index);

/// A piece of a rendered text.
typedef struct {
    const char *text;
    size_t length;
    /// True if it comes from the content of a message, false if the template wrote it.
    bool is_content;
} cchat_part;

typedef struct cchat_text cchat_text;

/// Renders a conversation: a JSON object with `messages` (of `role` and `content`) and whatever else the template
/// reads, such as `add_generation_prompt` and `tools`. `seconds` since 1970 is the time that `strftime_now` gives.
/// Returns NULL if that fails; then `problem` says why.
cchat_text *cchat_template_render(
    const cchat_template *chat_template, const char *conversation, size_t length, int64_t seconds, cchat_problem *problem);

size_t cchat_text_count(const cchat_text *text);
/// Returns a piece, which lives as long as the text.
cchat_part cchat_text_part(const cchat_text *text, size_t index);
void cchat_text_free(cchat_text *text);

/// Returns a grammar (GBNF) of the values that fit a JSON schema (`json_schema_to_grammar`), which `cchat_grammar_free`
/// frees. Returns NULL if llama.cpp can't make one; then `problem` says why.
char *cchat_grammar_of_schema(const char *schema, size_t length, cchat_problem *problem);
void cchat_grammar_free(char *grammar);

#ifdef __cplusplus
}
#endif

#include "ToolCalls.h"
