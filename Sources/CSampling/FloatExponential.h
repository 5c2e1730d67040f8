#ifndef CSAMPLING_FLOAT_EXPONENTIAL_H
#define CSAMPLING_FLOAT_EXPONENTIAL_H

#include <cstdint>
#include <cstring>

#include "Dispatch.h"

// For logits this far below the largest one, e^x counts as 0.
constexpr float lowest = -86.0f;

// Returns e^x for -86 <= x <= 0 to about 1e-7: 2^n times the polynomial of degree 5 with the smallest relative error,
// 7.5e-8, on [-ln 2 / 2, ln 2 / 2].
CSAMPLING_INLINE float exp_of(float x) {
    const float shifted = x * 1.44269504088896341f + 12582912.0f;  // the sum's low bits are the nearest whole number
    const float n = shifted - 12582912.0f;
    const float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
    const float square = r * r;
    const float p = ((0.00829758f * r + 0.04191563f) * square + (0.16667577f * r + 0.49998893f)) * square
        + (0.99999969f * r + 1.00000007f);
    int32_t bits, power;
    std::memcpy(&bits, &p, sizeof bits);
    std::memcpy(&power, &shifted, sizeof power);
    bits += static_cast<int32_t>(static_cast<uint32_t>(power) << 23);  // n is what the shift leaves of `power`
    float result;
    std::memcpy(&result, &bits, sizeof result);
    return result;
}

#endif
