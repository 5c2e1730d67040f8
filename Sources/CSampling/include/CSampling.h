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

/// The results of one reading of a row.
typedef struct csampling_summary {
    /// The number of logits that are NaN or +infinity. If there are any, only `first_refused` below has a meaning.
    size_t refused;
    /// The index of the first of them.
    size_t first_refused;
    /// The number of logits that are -infinity.
    size_t minus_infinite;
    /// The largest logit; -infinity if all are.
    float largest;
    /// The logarithm of the sum of the exponentials at temperature 1, to about 1e-7.
    double log_sum_exp;
    /// The entropy at temperature 1, in nats.
    double entropy;
} csampling_summary;

/// Returns the number of floats that `csampling_summarise` writes to `maxima` for a row of `count` logits.
size_t csampling_maxima_count(size_t count);

/// Summarises a row, and notes the maximum of each of its strided blocks for `csampling_select`.
void csampling_summarise(const float *logits, size_t count, float *maxima, csampling_summary *summary);

/// Adds up (logit - largest) and its square over all finite logits. It is a pass over the row of its own, which only
/// top-n-sigma needs.
void csampling_spread(const float *logits, size_t count, float largest, double *sum, double *squares);

/// The mean and the variance of the logarithm of a token's probability, if the token is drawn.
typedef struct csampling_expectation {
    double mean;
    double variance;
} csampling_expectation;

/// Returns what the logarithms of a row's probabilities are on average over tokens that are drawn from another row, both
/// at temperature 1 and to about 1e-6. `drawn` may be `logits` itself: then the mean is minus the entropy.
///
/// Both rows have `count` logits, and the summaries are theirs. A logit of -infinity counts as one that is 86 below the
/// largest.
csampling_expectation csampling_expect(
    const float *logits, const csampling_summary *summary, const float *drawn, const csampling_summary *drawn_summary,
    size_t count);

/// Returns the number of logits that come before a token's: larger ones, and equal ones of lower tokens.
size_t csampling_place(const float *logits, size_t count, int32_t token);

/// Writes the largest finite logits, the largest first and equal ones by token: as many as hold the share `mass` of the
/// probability, but at least `least` and at most `most` (or all there are).
///
/// `selected` has room for `most`. `summary` and `maxima` come from `csampling_summarise`. `held` gets the sums of p
/// and of p ln p over the written logits.
///
/// Returns the number of written logits, or SIZE_MAX if memory ran out.
size_t csampling_select(
    const float *logits, size_t count, const float *maxima, const csampling_summary *summary, size_t least, size_t most,
    double mass, csampling_candidate *selected, double held[2]);

/// Writes every finite logit, the largest first and equal ones by token; `sorted` has room for `count`.
///
/// Returns the number of written logits, or SIZE_MAX if memory ran out.
size_t csampling_sort(const float *logits, size_t count, csampling_candidate *sorted);

/// Copies `count` candidates from index `start` on into separate arrays, `tokens` and `logits`, from index `to` on.
void csampling_unpack(
    const csampling_candidate *candidates, size_t start, size_t count, int32_t *tokens, double *logits, size_t to);

/// Writes e to the power of each of `count` numbers that are 0 or less, to about 1e-15; results below 1e-304 are 0.
/// `results` may be `exponents`.
void csampling_exp(const double *exponents, size_t count, double *results);

/// Computes ten rounds of Philox4x32 (Salmon et al. 2011): four words of noise from a counter and a key.
void csampling_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t words[4]);

/// The key of the noise of one draw, apart from the token: the last three words of the counter, and the key.
typedef struct csampling_noise {
    uint32_t counter[3];
    uint32_t key[2];
} csampling_noise;

/// Returns the standard Gumbel noise of one token.
double csampling_gumbel(const csampling_noise *noise, int32_t token);

/// Returns the index, from `start` to before `end`, of the largest sum of weight and Gumbel noise, the first one of
/// equals: a draw from the softmax of these weights.
///
/// `weights` are logarithms in descending order; `start` is before `end`. Most tokens can't win whatever their exact
/// noise is, which its first word shows, so logarithms are computed of only a few tokens.
size_t csampling_draw(
    const int32_t *tokens, const double *weights, size_t start, size_t end, const csampling_noise *noise);

#ifdef __cplusplus
}
#endif
#endif
