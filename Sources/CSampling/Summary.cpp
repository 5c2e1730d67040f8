#include <cmath>
#include <cstring>
#include <limits>

#include "Blocks.h"
#include "CSampling.h"
#include "Dispatch.h"

namespace {

constexpr float minus_infinity = -std::numeric_limits<float>::infinity();

// e^x for -87 <= x <= 0 to about 1e-7: 2^n times a polynomial on [-ln 2 / 2, ln 2 / 2] (coefficients as in Cephes' expf).
CSAMPLING_INLINE float exp_of(float x) {
    const float shifted = x * 1.44269504088896341f + 12582912.0f;  // the sum's low bits are the nearest whole number
    const float n = shifted - 12582912.0f;
    const float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    const int32_t power = (static_cast<int32_t>(n) + 127) << 23;
    float scale;
    std::memcpy(&scale, &power, sizeof scale);
    return p * scale;
}

// Largest of each lane of each group, and whether anything is NaN or +infinity.
CSAMPLING_INLINE bool find_maxima(const float *logits, size_t count, float *maxima) {
    const size_t group = group_size(count);
    uint32_t refused[lanes] = {};
    size_t start = 0;
    for (; start + group <= count; start += group, maxima += lanes) {
        float largest[lanes];
        for (size_t j = 0; j < lanes; j++) largest[j] = minus_infinity;
        for (size_t row = 0; row < group; row += lanes) {
            const float *x = logits + start + row;
            for (size_t j = 0; j < lanes; j++) {
                largest[j] = x[j] > largest[j] ? x[j] : largest[j];
                refused[j] |= x[j] < std::numeric_limits<float>::infinity() ? 0u : 1u;
            }
        }
        for (size_t j = 0; j < lanes; j++) maxima[j] = largest[j];
    }
    bool any = false;
    if (start < count) {
        for (size_t j = 0; j < lanes; j++) maxima[j] = minus_infinity;
        for (size_t i = start; i < count; i++) {
            float &largest = maxima[(i - start) % lanes];
            if (logits[i] > largest) largest = logits[i];
            any |= !(logits[i] < std::numeric_limits<float>::infinity());
        }
    }
    for (size_t j = 0; j < lanes; j++) any |= refused[j] != 0;
    return any;
}

struct sums {
    double mass = 0;    // of e^(x - largest)
    double moment = 0;  // of e^(x - largest) (x - largest)
    size_t minus_infinite = 0;
};

CSAMPLING_INLINE sums sum_exponentials(const float *logits, size_t count, float largest) {
    double mass[lanes] = {}, moment[lanes] = {};
    uint32_t infinite[lanes] = {};
    size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        float e[lanes], d[lanes];
        for (size_t j = 0; j < lanes; j++) {
            const float x = logits[i + j];
            infinite[j] += x == minus_infinity ? 1u : 0u;
            const float difference = x - largest;
            d[j] = difference > -87.0f ? difference : -87.0f;
            e[j] = exp_of(d[j]);
        }
        for (size_t j = 0; j < lanes; j++) {
            mass[j] += static_cast<double>(e[j]);
            moment[j] += static_cast<double>(e[j]) * static_cast<double>(d[j]);
        }
    }
    sums total;
    for (; i < count; i++) {
        if (logits[i] == minus_infinity) total.minus_infinite++;
        const float difference = logits[i] - largest;
        const float d = difference > -87.0f ? difference : -87.0f;
        const double e = exp_of(d);
        total.mass += e;
        total.moment += e * d;
    }
    for (size_t j = 0; j < lanes; j++) {
        total.mass += mass[j];
        total.moment += moment[j];
        total.minus_infinite += infinite[j];
    }
    return total;
}

#if defined(CSAMPLING_AVX2)
CSAMPLING_AVX2 bool find_maxima_avx2(const float *logits, size_t count, float *maxima) {
    return find_maxima(logits, count, maxima);
}
CSAMPLING_AVX2 sums sum_exponentials_avx2(const float *logits, size_t count, float largest) {
    return sum_exponentials(logits, count, largest);
}
#endif

bool maxima_of(const float *logits, size_t count, float *maxima) {
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

}  // namespace

size_t csampling_maxima_count(size_t count) {
    const size_t group = group_size(count);
    return (count + group - 1) / group * lanes;
}

void csampling_summarise(const float *logits, size_t count, float *maxima, csampling_summary *summary) {
    *summary = csampling_summary{};
    if (maxima_of(logits, count, maxima)) {
        for (size_t i = count; i-- > 0;) {
            if (!(logits[i] < std::numeric_limits<float>::infinity())) {
                summary->refused++;
                summary->first_refused = i;
            }
        }
        return;
    }
    float largest = minus_infinity;
    for (size_t i = 0; i < csampling_maxima_count(count); i++) largest = maxima[i] > largest ? maxima[i] : largest;
    summary->largest = largest;
    if (largest == minus_infinity) {
        summary->minus_infinite = count;
        return;
    }
    const sums total = sums_of(logits, count, largest);
    summary->minus_infinite = total.minus_infinite;
    summary->log_sum_exp = static_cast<double>(largest) + std::log(total.mass);
    summary->entropy = std::log(total.mass) - total.moment / total.mass;
}
