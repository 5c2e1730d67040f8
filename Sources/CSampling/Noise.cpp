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

// Computes the first two words of noise of `block` tokens, and returns the largest first word. Rounds are the outer
// loop and lanes the inner one, so that lanes become vectors. Each word has 64 bits to itself, of which a product takes
// the lower half, so that no vector is ever taken apart.
CSAMPLING_INLINE uint32_t noise_block(const int32_t *tokens, const csampling_noise &noise, uint32_t *high, uint32_t *low) {
    constexpr uint64_t word = 0xFFFFFFFFu;
    uint64_t x0[block], x1[block], x2[block], x3[block];
    for (size_t j = 0; j < block; j++) {
        x0[j] = static_cast<uint32_t>(tokens[j]);
        x1[j] = noise.counter[0];
        x2[j] = noise.counter[1];
        x3[j] = noise.counter[2];
    }
    uint32_t k0 = noise.key[0], k1 = noise.key[1];
    for (int round = 0; round < 10; round++) {
        for (size_t j = 0; j < block; j++) {
            const uint64_t a = 0xD2511F53u * (x0[j] & word), b = 0xCD9E8D57u * (x2[j] & word);
            x0[j] = b >> 32 ^ x1[j] ^ k0;
            x2[j] = a >> 32 ^ x3[j] ^ k1;
            x1[j] = b;
            x3[j] = a;
        }
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    for (size_t j = 0; j < block; j++) {
        high[j] = static_cast<uint32_t>(x0[j]);
        low[j] = static_cast<uint32_t>(x1[j]);
    }
    uint32_t largest = 0;
    for (size_t j = 0; j < block; j++) largest = high[j] > largest ? high[j] : largest;
    return largest;
}

#if defined(CSAMPLING_AVX2)
CSAMPLING_AVX2 uint32_t noise_block_avx2(
    const int32_t *tokens, const csampling_noise &noise, uint32_t *high, uint32_t *low) {
    return noise_block(tokens, noise, high, low);
}
#endif

uint32_t noise_of_block(const int32_t *tokens, const csampling_noise &noise, uint32_t *high, uint32_t *low) {
#if defined(CSAMPLING_AVX2)
    return CSAMPLING_DISPATCH(noise_block_avx2(tokens, noise, high, low), noise_block(tokens, noise, high, low));
#else
    return noise_block(tokens, noise, high, low);
#endif
}

// Returns the noise. It takes the middle of one of 2^53 equal parts of (0, 1), so that neither logarithm is of 0.
double gumbel(uint32_t high, uint32_t low) {
    const uint64_t bits = (static_cast<uint64_t>(high) << 32 | low) >> 11;
    const double u = (static_cast<double>(bits) + 0.5) * 0x1p-53;
    return -std::log(-std::log(u));
}

// Returns the word up to which a token can't win: with u < (word + 1) / 2^32, -ln u > 1 - u, and the token wins only if
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
    // Weights descend, so the limit for the first of a stretch holds for all of it.
    constexpr size_t stretch = 16 * block;
    double best = -std::numeric_limits<double>::infinity();
    size_t winner = start;
    uint32_t losing = 0;
    for (size_t from = start; from < end; from += block) {
        const size_t size = std::min(block, end - from);
        if ((from - start) % stretch == 0) losing = losing_word(weights[from], best);
        int32_t padded[block] = {};
        uint32_t high[block], low[block];
        std::copy(tokens + from, tokens + from + size, padded);
        const uint32_t largest = noise_of_block(padded, *noise, high, low);
        if (losing > 0 && largest <= losing) continue;
        for (size_t j = 0; j < size; j++) {
            if (losing > 0 && high[j] <= losing) continue;
            const double sum = weights[from + j] + gumbel(high[j], low[j]);
            if (sum > best) {
                best = sum;
                winner = from + j;
                losing = losing_word(weights[winner], best);
            }
        }
    }
    return winner;
}
