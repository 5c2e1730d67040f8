// Calls of tools in a model's output, read by the parser that llama.cpp makes for each chat template.
#pragma once

#include "CChat.h"

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Reads the calls of some tools as the models of one template write them. It doesn't change, so several threads may use
/// it at once.
typedef struct cchat_call_reader cchat_call_reader;

/// Creates a reader. `tools` is a JSON list in OpenAI's shape, `arguments` a JSON object of values that the template
/// reads. Returns NULL if llama.cpp finds no form of calls in the template; then `problem` says why.
cchat_call_reader *cchat_call_reader_create(
    const cchat_template *chat_template, const char *tools, size_t tools_length, const char *arguments,
    size_t arguments_length, cchat_problem *problem);

void cchat_call_reader_free(cchat_call_reader *reader);

/// A control token whose text belongs to the form of calls, by its number from 0; NULL past the last. The text lives as
/// long as the reader.
const char *cchat_call_reader_token(const cchat_call_reader *reader, size_t index);

/// The calls of an output.
typedef struct cchat_calls cchat_calls;

/// Reads an output: all that follows the text with which the template opens an answer, with the texts of thoughts and of
/// the reader's control tokens. Returns NULL if the output doesn't have the template's form.
cchat_calls *cchat_call_reader_read(const cchat_call_reader *reader, const char *output, size_t length);

void cchat_calls_free(cchat_calls *calls);

size_t cchat_calls_count(const cchat_calls *calls);

/// A call. The texts live as long as the calls.
typedef struct {
    const char *name;
    /// JSON as the model wrote it; not JSON if the model made a mistake or was cut off.
    const char *arguments;
    /// The text that the model calls the call by; empty if it has none.
    const char *id;
} cchat_call;

cchat_call cchat_calls_call(const cchat_calls *calls, size_t index);

/// The text beside the calls, without thoughts.
const char *cchat_calls_content(const cchat_calls *calls);

/// Why a call of an output isn't among those that were read.
typedef enum {
    cchat_problem_none,
    /// The output ends in the middle of it.
    cchat_problem_cut,
    /// It isn't in the template's form.
    cchat_problem_malformed,
} cchat_call_problem;

cchat_call_problem cchat_calls_problem(const cchat_calls *calls);

#ifdef __cplusplus
}
#endif
