#include <cmath>
#include <limits>

#include "Blocks.h"
#include "CSampling.h"
#include "Dispatch.h"
#include "FloatExponential.h"

namespace {

constexpr float minus_infinity = -std::numeric_limits<float>::infinity();

// What a pass over a row finds besides the maxima.
struct findings {
    bool is_refused = false;   // something is NaN or +infinity
    bool has_infinite = false; // something is -infinity
};

// Finds the maximum of each lane of each group.
CSAMPLING_INLINE findings find_maxima(const float *logits, size_t count, float *maxima) {
    const size_t group = group_size(count);
    uint32_t refused[lanes] = {}, infinite[lanes] = {};
    size_t start = 0;
    for (; start + group <= count; start += group, maxima += lanes) {
        float largest[lanes];
        for (size_t j = 0; j < lanes; j++) largest[j] = minus_infinity;
        for (size_t row = 0; row < group; row += lanes) {
            const float *x = logits + start + row;
            for (size_t j = 0; j < lanes; j++) {
                largest[j] = x[j] > largest[j] ? x[j] : largest[j];
                refused[j] |= x[j] < std::numeric_limits<float>::infinity() ? 0u : 1u;
                infinite[j] |= x[j] == minus_infinity ? 1u : 0u;
            }
        }
        for (size_t j = 0; j < lanes; j++) maxima[j] = largest[j];
    }
    findings found;
    if (start < count) {
        for (size_t j = 0; j < lanes; j++) maxima[j] = minus_infinity;
        for (size_t i = start; i < count; i++) {
            float &largest = maxima[(i - start) % lanes];
            if (logits[i] > largest) largest = logits[i];
            found.is_refused |= !(logits[i] < std::numeric_limits<float>::infinity());
            found.has_infinite |= logits[i] == minus_infinity;
        }
    }
    for (size_t j = 0; j < lanes; j++) {
        found.is_refused |= refused[j] != 0;
        found.has_infinite |= infinite[j] != 0;
    }
    return found;
}

struct sums {
    double mass = 0;    // of e^(x - largest)
    double moment = 0;  // of e^(x - largest) (x - largest)
};

// This many numbers of a lane are added as floats, which costs at most 3e-7 of their sum, before they are added as
// doubles.
constexpr size_t floats_added = 4;

CSAMPLING_INLINE sums sum_exponentials(const float *logits, size_t count, float largest) {
    constexpr size_t half = lanes / 2;
    double mass[half] = {}, moment[half] = {};
    size_t i = 0;
    for (; i + lanes * floats_added <= count; i += lanes * floats_added) {
        float part[lanes] = {}, moved[lanes] = {};
        for (size_t row = 0; row < floats_added; row++) {
            for (size_t j = 0; j < lanes; j++) {
                const float difference = logits[i + row * lanes + j] - largest;
                const float d = difference > lowest ? difference : lowest;
                const float e = exp_of(d);
                part[j] += e;
                moved[j] += e * d;
            }
        }
        for (size_t j = 0; j < half; j++) {
            mass[j] += static_cast<double>(part[j] + part[j + half]);
            moment[j] += static_cast<double>(moved[j] + moved[j + half]);
        }
    }
    sums total;
    for (; i < count; i++) {
        const float difference = logits[i] - largest;
        const float d = difference > lowest ? difference : lowest;
        const double e = exp_of(d);
        total.mass += e;
        total.moment += e * d;
    }
    for (size_t j = 0; j < half; j++) {
        total.mass += mass[j];
        total.moment += moment[j];
    }
    return total;
}

struct spread {
    double sum = 0;      // of x - largest
    double squares = 0;  // of (x - largest)^2
};

// Squares of floats are exact as doubles, so that the result has the same bits with and without FMA.
CSAMPLING_INLINE spread sum_differences(const float *logits, size_t count, float largest) {
    double sum[lanes] = {}, squares[lanes] = {};
    size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        for (size_t j = 0; j < lanes; j++) {
            const float difference = logits[i + j] - largest;
            const double finite = difference > minus_infinity ? difference : 0.0f;
            sum[j] += finite;
            squares[j] += finite * finite;
        }
    }
    spread total;
    for (; i < count; i++) {
        const float difference = logits[i] - largest;
        const double finite = difference > minus_infinity ? difference : 0.0f;
        total.sum += finite;
        total.squares += finite * finite;
    }
    for (size_t j = 0; j < lanes; j++) {
        total.sum += sum[j];
        total.squares += squares[j];
    }
    return total;
}

#if defined(CSAMPLING_AVX2)
CSAMPLING_AVX2 findings find_maxima_avx2(const float *logits, size_t count, float *maxima) {
    return find_maxima(logits, count, maxima);
}
CSAMPLING_AVX2 sums sum_exponentials_avx2(const float *logits, size_t count, float largest) {
    return sum_exponentials(logits, count, largest);
}
CSAMPLING_AVX2 spread sum_differences_avx2(const float *logits, size_t count, float largest) {
    return sum_differences(logits, count, largest);
}
#endif

findings maxima_of(const float *logits, size_t count, float *maxima) {
#if defined(CSAMPLING_AVX2)
    return CSAMPLING_DISPATCH(find_maxima_avx2(logits, count, maxima), find_maxima(logits, count, maxima));
#else
    return find_maxima(logits, count, maxima);
#endif
}

sums sums_of(const float *logits, size_t count, float largest) {
#if defined(CSAMPLING_AVX2)
    return CSAMPLING_DISPATCH(
        sum_exponentials_avx2(logits, count, largest), sum_exponentials(logits, count, largest));
#else
    return sum_exponentials(logits, count, largest);
#endif
}

spread spread_of(const float *logits, size_t count, float largest) {
#if defined(CSAMPLING_AVX2)
    return CSAMPLING_DISPATCH(
        sum_differences_avx2(logits, count, largest), sum_differences(logits, count, largest));
#else
    return sum_differences(logits, count, largest);
#endif
}

}  // namespace

size_t csampling_maxima_count(size_t count) {
    const size_t group = group_size(count);
    return (count + group - 1) / group * lanes;
}

void csampling_summarise(const float *logits, size_t count, float *maxima, csampling_summary *summary) {
    *summary = csampling_summary{};
    const findings found = maxima_of(logits, count, maxima);
    if (found.is_refused) {
        for (size_t i = count; i-- > 0;) {
            if (!(logits[i] < std::numeric_limits<float>::infinity())) {
                summary->refused++;
                summary->first_refused = i;
            }
        }
        return;
    }
    if (found.has_infinite) {
        for (size_t i = 0; i < count; i++) summary->minus_infinite += logits[i] == minus_infinity ? 1 : 0;
    }
    float largest = minus_infinity;
    for (size_t i = 0; i < csampling_maxima_count(count); i++) largest = maxima[i] > largest ? maxima[i] : largest;
    summary->largest = largest;
    if (largest == minus_infinity) return;
    const sums total = sums_of(logits, count, largest);
    summary->log_sum_exp = static_cast<double>(largest) + std::log(total.mass);
    summary->entropy = std::log(total.mass) - total.moment / total.mass;
}

void csampling_spread(const float *logits, size_t count, float largest, double *sum, double *squares) {
    const spread total = spread_of(logits, count, largest);
    *sum = total.sum;
    *squares = total.squares;
}
