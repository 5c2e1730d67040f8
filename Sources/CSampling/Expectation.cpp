#include <limits>

#include "Blocks.h"
#include "CSampling.h"
#include "Dispatch.h"
#include "FloatExponential.h"

namespace {

struct moments {
    double mass = 0;    // of the weights e^(drawn - its largest)
    double first = 0;   // of the weights times (logit - largest)
    double second = 0;  // of the weights times (logit - largest)^2
};

CSAMPLING_INLINE void add(double &mass, double &first, double &second, float drawn, float logit) {
    const double weight = exp_of(drawn > lowest ? drawn : lowest);
    const double difference = logit > -std::numeric_limits<float>::infinity() ? logit : lowest;
    mass += weight;
    first += weight * difference;
    second += weight * difference * difference;
}

CSAMPLING_INLINE moments sum_moments(
    const float *logits, float largest, const float *drawn, float drawn_largest, size_t count) {
    double mass[lanes] = {}, first[lanes] = {}, second[lanes] = {};
    size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        for (size_t j = 0; j < lanes; j++) {
            add(mass[j], first[j], second[j], drawn[i + j] - drawn_largest, logits[i + j] - largest);
        }
    }
    moments total;
    for (; i < count; i++) {
        add(total.mass, total.first, total.second, drawn[i] - drawn_largest, logits[i] - largest);
    }
    for (size_t j = 0; j < lanes; j++) {
        total.mass += mass[j];
        total.first += first[j];
        total.second += second[j];
    }
    return total;
}

CSAMPLING_INLINE size_t count_before(const float *logits, size_t count, size_t token) {
    const float logit = logits[token];
    uint32_t before = 0;
    for (size_t i = 0; i < count; i++) before += logits[i] > logit ? 1 : 0;
    for (size_t i = 0; i < token; i++) before += logits[i] == logit ? 1 : 0;
    return before;
}

#if defined(CSAMPLING_AVX2)
CSAMPLING_AVX2 moments sum_moments_avx2(
    const float *logits, float largest, const float *drawn, float drawn_largest, size_t count) {
    return sum_moments(logits, largest, drawn, drawn_largest, count);
}
CSAMPLING_AVX2 size_t count_before_avx2(const float *logits, size_t count, size_t token) {
    return count_before(logits, count, token);
}
#endif

moments moments_of(const float *logits, float largest, const float *drawn, float drawn_largest, size_t count) {
#if defined(CSAMPLING_AVX2)
    return CSAMPLING_DISPATCH(
        sum_moments_avx2(logits, largest, drawn, drawn_largest, count),
        sum_moments(logits, largest, drawn, drawn_largest, count));
#else
    return sum_moments(logits, largest, drawn, drawn_largest, count);
#endif
}

}  // namespace

csampling_expectation csampling_expect(
    const float *logits, const csampling_summary *summary, const float *drawn, const csampling_summary *drawn_summary,
    size_t count) {
    const moments total = moments_of(logits, summary->largest, drawn, drawn_summary->largest, count);
    const double first = total.first / total.mass;
    const double variance = total.second / total.mass - first * first;
    return {first + (static_cast<double>(summary->largest) - summary->log_sum_exp), variance > 0 ? variance : 0};
}

size_t csampling_place(const float *logits, size_t count, int32_t token) {
    const size_t index = static_cast<size_t>(token);
#if defined(CSAMPLING_AVX2)
    return CSAMPLING_DISPATCH(count_before_avx2(logits, count, index), count_before(logits, count, index));
#else
    return count_before(logits, count, index);
#endif
}
