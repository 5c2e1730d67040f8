// Loops over rows of logits. Everything is deterministic: the same input gives the same bits on the same machine.
#ifndef CSAMPLING_H
#define CSAMPLING_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A token and its raw logit.
typedef struct csampling_candidate {
    int32_t token;
    float logit;
} csampling_candidate;

/// What one reading of a row tells.
typedef struct csampling_summary {
    /// How many logits are NaN or +infinity; if any, nothing below but `first_refused` means anything.
    size_t refused;
    /// Index of the first of them.
    size_t first_refused;
    /// How many logits are -infinity.
    size_t minus_infinite;
    /// The largest logit; -infinity if all are.
    float largest;
    /// Logarithm of the sum of the exponentials at temperature 1, to about 1e-7.
    double log_sum_exp;
    /// Entropy at temperature 1, in nats.
    double entropy;
} csampling_summary;

/// How many floats `csampling_summarise` writes to `maxima` for a row of `count` logits.
size_t csampling_maxima_count(size_t count);

/// Summarises a row, and notes the maximum of each of its strided blocks for `csampling_select`.
void csampling_summarise(const float *logits, size_t count, float *maxima, csampling_summary *summary);

/// Writes the largest finite logits, largest first and equal ones by token: as many as hold the share `mass` of the
/// probability, but at least `least` and at most `most` (or all there are).
///
/// `selected` has room for `most`. `summary` and `maxima` come from `csampling_summarise`. `held` gets the sums of p and of
/// p ln p over what is written.
///
/// Returns how many were written, or SIZE_MAX if memory ran out.
size_t csampling_select(
    const float *logits, size_t count, const float *maxima, const csampling_summary *summary, size_t least, size_t most,
    double mass, csampling_candidate *selected, double held[2]);

/// Writes every finite logit, largest first and equal ones by token; `sorted` has room for `count`.
///
/// Returns how many were written, or SIZE_MAX if memory ran out.
size_t csampling_sort(const float *logits, size_t count, csampling_candidate *sorted);

/// Takes `count` candidates from index `start` apart, to index `to` of `tokens` and `logits`.
void csampling_unpack(
    const csampling_candidate *candidates, size_t start, size_t count, int32_t *tokens, double *logits, size_t to);

/// Writes e to the power of each of `count` numbers that are 0 or less, to about 1e-15; what would be less than 1e-304 is 0.
/// `results` may be `exponents`.
void csampling_exp(const double *exponents, size_t count, double *results);

/// Ten rounds of Philox4x32 (Salmon et al. 2011): four words of noise from a counter and a key.
void csampling_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t words[4]);

/// What the noise of one draw depends on, apart from the token: the last three words of the counter, and the key.
typedef struct csampling_noise {
    uint32_t counter[3];
    uint32_t key[2];
} csampling_noise;

/// Standard Gumbel noise of one token.
double csampling_gumbel(const csampling_noise *noise, int32_t token);

/// Index, from `start` to before `end`, of the largest sum of weight and Gumbel noise, the first one of equals: a draw from the
/// softmax of these weights.
///
/// `weights` are logarithms in descending order; `start` is before `end`. Most tokens can't win whatever their exact noise,
/// which the first word of it shows, so that logarithms are taken of a few tokens only.
size_t csampling_draw(
    const int32_t *tokens, const double *weights, size_t start, size_t end, const csampling_noise *noise);

#ifdef __cplusplus
}
#endif
#endif
