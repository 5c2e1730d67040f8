#include <cstring>

#include "CSampling.h"
#include "Dispatch.h"

namespace {

// Returns 2^n times the Taylor polynomial of degree 13 on [-ln 2 / 2, ln 2 / 2]; the remainder is below 1e-17.
CSAMPLING_INLINE double exp_of(double exponent) {
    const double x = exponent > -700 ? exponent : -700;
    const double shifted = x * 1.4426950408889634074 + 6755399441055744.0;  // the sum's low bits are the nearest whole number
    const double n = shifted - 6755399441055744.0;
    const double r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
    double p = 1.0 / 6227020800;
    p = p * r + 1.0 / 479001600;
    p = p * r + 1.0 / 39916800;
    p = p * r + 1.0 / 3628800;
    p = p * r + 1.0 / 362880;
    p = p * r + 1.0 / 40320;
    p = p * r + 1.0 / 5040;
    p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120;
    p = p * r + 1.0 / 24;
    p = p * r + 1.0 / 6;
    p = p * r + 0.5;
    p = p * r + 1.0;
    p = p * r + 1.0;
    int64_t bits;
    std::memcpy(&bits, &shifted, sizeof bits);
    const int64_t power = (bits + 1023) << 52;  // what the shift leaves of `bits` is n
    double scale;
    std::memcpy(&scale, &power, sizeof scale);
    return exponent > -700 ? p * scale : 0;
}

CSAMPLING_INLINE void exp_all(const double *exponents, size_t count, double *results) {
    for (size_t i = 0; i < count; i++) results[i] = exp_of(exponents[i]);
}

#if defined(CSAMPLING_AVX2)
CSAMPLING_AVX2 void exp_all_avx2(const double *exponents, size_t count, double *results) {
    exp_all(exponents, count, results);
}
#endif

}  // namespace

void csampling_exp(const double *exponents, size_t count, double *results) {
#if defined(CSAMPLING_AVX2)
    CSAMPLING_DISPATCH(exp_all_avx2(exponents, count, results), exp_all(exponents, count, results));
#else
    exp_all(exponents, count, results);
#endif
}
