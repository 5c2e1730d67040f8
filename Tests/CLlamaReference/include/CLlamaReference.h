// llama.cpp's own sampler chain, as the reference that the funnel is compared with.
#ifndef CLLAMA_REFERENCE_H
#define CLLAMA_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "VisionReference.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Tokens of a text and the logits after each of them.
typedef struct cllama_reference_rows {
    size_t count;
    size_t vocabulary;
    int32_t *tokens;
    /// `count` rows of `vocabulary` logits.
    float *logits;
} cllama_reference_rows;

/// Decodes a text, at most `most` tokens of it, in one batch; false where the model can't be used.
bool cllama_reference_decode(const char *path, const char *text, size_t most, cllama_reference_rows *rows);
void cllama_reference_free(cllama_reference_rows *rows);

/// The sampler's knobs, as llama.cpp takes them.
typedef struct cllama_reference_settings {
    /// The samplers behind the logit bias, a letter each: penalties p, DRY d, top-n-sigma n, top-K k, typical y, top-P t, min-P m,
    /// XTC x, temperature T, adaptive-P a, mirostat M.
    const char *order;
    float top_n_sigma, xtc_probability, xtc_threshold, dynatemp_range, dynatemp_exponent;
    float dry_multiplier, dry_base, mirostat_tau, mirostat_eta, adaptive_target, adaptive_decay;
    int32_t dry_allowed_length, dry_last_n;
    /// The model whose tokens may hold DRY's usual breakers.
    const char *path;
    float temperature, top_p, min_p, typical_p, repeat_penalty, presence_penalty, frequency_penalty;
    int32_t top_k, repeat_last_n;
    size_t bias_count;
    const int32_t *biased;
    const float *biases;
} cllama_reference_settings;

/// Applies the logit bias and a chain of samplers to a row, then a softmax. A `history` comes before it. Tokens with a logit of
/// -infinity are no candidates.
///
/// `tokens` and `probabilities` have room for `vocabulary`. Returns how many are left.
size_t cllama_reference_sample(
    const float *logits, size_t vocabulary, const int32_t *history, size_t history_count,
    const cllama_reference_settings *settings, int32_t *tokens, float *probabilities);

/// Finds the tokens that llama.cpp's grammar sampler allows after some tokens of an output. `allowed` has room for all tokens.
///
/// Returns their number; 0 also where the model or the grammar can't be used, or the output doesn't fit. Keeps the model of the
/// first call.
size_t cllama_reference_allowed(
    const char *path, const char *grammar, const int32_t *output, size_t output_count, bool *allowed, size_t vocabulary);

#ifdef __cplusplus
}
#endif
#endif
