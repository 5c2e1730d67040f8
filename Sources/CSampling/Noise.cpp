#include <algorithm>
#include <cmath>
#include <limits>

#include "CSampling.h"
#include "Dispatch.h"

namespace {

constexpr size_t block = 16;

struct words {
    uint32_t x0, x1, x2, x3;
};

CSAMPLING_INLINE words philox(uint32_t x0, uint32_t x1, uint32_t x2, uint32_t x3, uint32_t k0, uint32_t k1) {
    for (int round = 0; round < 10; round++) {
        const uint64_t a = static_cast<uint64_t>(0xD2511F53u) * x0, b = static_cast<uint64_t>(0xCD9E8D57u) * x2;
        const uint32_t y0 = static_cast<uint32_t>(b >> 32) ^ x1 ^ k0, y2 = static_cast<uint32_t>(a >> 32) ^ x3 ^ k1;
        x1 = static_cast<uint32_t>(b);
        x3 = static_cast<uint32_t>(a);
        x0 = y0;
        x2 = y2;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    return {x0, x1, x2, x3};
}

// The first two words of noise of `block` tokens. Rounds outside, lanes inside, so that the lanes become vectors.
CSAMPLING_INLINE void noise_block(const int32_t *tokens, const csampling_noise &noise, uint32_t *high, uint32_t *low) {
    uint32_t x0[block], x1[block], x2[block], x3[block];
    for (size_t j = 0; j < block; j++) {
        x0[j] = static_cast<uint32_t>(tokens[j]);
        x1[j] = noise.counter[0];
        x2[j] = noise.counter[1];
        x3[j] = noise.counter[2];
    }
    uint32_t k0 = noise.key[0], k1 = noise.key[1];
    for (int round = 0; round < 10; round++) {
        for (size_t j = 0; j < block; j++) {
            const uint64_t a = static_cast<uint64_t>(0xD2511F53u) * x0[j], b = static_cast<uint64_t>(0xCD9E8D57u) * x2[j];
            const uint32_t y0 = static_cast<uint32_t>(b >> 32) ^ x1[j] ^ k0;
            const uint32_t y2 = static_cast<uint32_t>(a >> 32) ^ x3[j] ^ k1;
            x1[j] = static_cast<uint32_t>(b);
            x3[j] = static_cast<uint32_t>(a);
            x0[j] = y0;
            x2[j] = y2;
        }
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    for (size_t j = 0; j < block; j++) {
        high[j] = x0[j];
        low[j] = x1[j];
    }
}

#if defined(CSAMPLING_AVX2)
CSAMPLING_AVX2 void noise_block_avx2(const int32_t *tokens, const csampling_noise &noise, uint32_t *high, uint32_t *low) {
    noise_block(tokens, noise, high, low);
}
#endif

void noise_of_block(const int32_t *tokens, const csampling_noise &noise, uint32_t *high, uint32_t *low) {
#if defined(CSAMPLING_AVX2)
    CSAMPLING_DISPATCH(noise_block_avx2(tokens, noise, high, low), noise_block(tokens, noise, high, low));
#else
    noise_block(tokens, noise, high, low);
#endif
}

// From the middle of one of 2^53 equal parts of (0, 1), so that neither logarithm is of 0.
double gumbel(uint32_t high, uint32_t low) {
    const uint64_t bits = (static_cast<uint64_t>(high) << 32 | low) >> 11;
    const double u = (static_cast<double>(bits) + 0.5) * 0x1p-53;
    return -std::log(-std::log(u));
}

// A token whose first word is at most this can't win: with u < (word + 1) / 2^32, -ln u > 1 - u, and the token wins only if
// -ln u < e^(weight - best). The 2 is for the last word's share and for rounding.
uint32_t losing_word(double weight, double best) {
    const double share = std::exp(weight - best) * (1 + 1e-12);
    const double word = 0x1p32 * (1 - share) - 2;
    return word > 0 ? static_cast<uint32_t>(word) : 0;
}

}  // namespace

void csampling_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
    const words w = philox(counter[0], counter[1], counter[2], counter[3], key[0], key[1]);
    out[0] = w.x0;
    out[1] = w.x1;
    out[2] = w.x2;
    out[3] = w.x3;
}

double csampling_gumbel(const csampling_noise *noise, int32_t token) {
    const words w = philox(
        static_cast<uint32_t>(token), noise->counter[0], noise->counter[1], noise->counter[2], noise->key[0],
        noise->key[1]);
    return gumbel(w.x0, w.x1);
}

size_t csampling_draw(
    const int32_t *tokens, const double *weights, size_t start, size_t end, const csampling_noise *noise) {
    double best = -std::numeric_limits<double>::infinity();
    size_t winner = start;
    for (; start < end; start += block) {
        const size_t size = std::min(block, end - start);
        int32_t padded[block] = {};
        uint32_t high[block], low[block];
        std::copy(tokens + start, tokens + start + size, padded);
        noise_of_block(padded, *noise, high, low);
        // Weights descend, so that the first one's limit holds for the block.
        uint32_t losing = losing_word(weights[start], best);
        for (size_t j = 0; j < size; j++) {
            if (losing > 0 && high[j] <= losing) continue;
            const double sum = weights[start + j] + gumbel(high[j], low[j]);
            if (sum > best) {
                best = sum;
                winner = start + j;
                losing = losing_word(weights[start + j], best);
            }
        }
    }
    return winner;
}
