#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <new>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "Blocks.h"
#include "CSampling.h"
#include "Dispatch.h"

namespace {

constexpr float minus_infinity = -std::numeric_limits<float>::infinity();

// Returns a whole number that is smaller the larger the logit is, and the same for both zeros.
CSAMPLING_INLINE uint32_t descending_key(float logit) {
    uint32_t bits;
    std::memcpy(&bits, &logit, sizeof bits);
    if (bits == 0x80000000u) bits = 0;
    return bits & 0x80000000u ? bits : ~bits & 0x7fffffffu;
}

// Memory that a thread keeps, because fresh pages would take as long as sorting a whole row.
struct kept_space {
    std::unique_ptr<csampling_candidate[]> items;
    size_t capacity = 0;

    csampling_candidate *room_for(size_t count) {
        if (capacity < count) {
            items.reset(new (std::nothrow) csampling_candidate[count]);
            capacity = items ? count : 0;
        }
        return items.get();
    }
};
thread_local kept_space sorting_space, gathering_space;

// Sorts stably by descending logit less `least`, in three passes of `digit` bits, the least significant first.
template <int digit>
void sort_by_digits(csampling_candidate *items, csampling_candidate *space, size_t count, uint32_t least) {
    constexpr size_t buckets = size_t{1} << digit;
    constexpr uint32_t mask = buckets - 1;
    // All digits are counted in one pass, so that counts don't wait for each other.
    uint32_t starts[3][buckets] = {};
    for (size_t i = 0; i < count; i++) {
        const uint32_t key = descending_key(items[i].logit) - least;
        starts[0][key & mask]++;
        starts[1][key >> digit & mask]++;
        starts[2][key >> (2 * digit)]++;
    }
    csampling_candidate *from = items, *to = space;
    for (int pass = 0; pass < 3; pass++) {
        uint32_t *start = starts[pass], sum = 0;
        bool one_bucket = false;
        for (size_t b = 0; b < buckets; b++) {
            const uint32_t size = start[b];
            one_bucket |= size == count;
            start[b] = sum;
            sum += size;
        }
        if (one_bucket) continue;
        const int shift = digit * pass;
        for (size_t i = 0; i < count; i++) {
            to[start[(descending_key(from[i].logit) - least) >> shift & mask]++] = from[i];
        }
        std::swap(from, to);
    }
    if (from != items) std::memcpy(items, from, count * sizeof *items);
}

bool sort_descending(csampling_candidate *items, size_t count) {
    if (count == 0) return true;
    csampling_candidate *space = sorting_space.room_for(count);
    if (!space) return false;
    uint32_t least = UINT32_MAX, greatest = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t key = descending_key(items[i].logit);
        least = std::min(least, key);
        greatest = std::max(greatest, key);
    }
    if (greatest - least < 1u << 24) {
        sort_by_digits<8>(items, space, count, least);
    } else {
        sort_by_digits<11>(items, space, count, least);
    }
    return true;
}

// The bounds of a selection: numbers that at least a given number of logits reach.
struct bounds {
    float least, most;
};

// Returns the `least`-th and the `most`-th largest block maximum, or a little less, by one histogram.
bounds lower_bounds(const float *maxima, size_t count, size_t least, size_t most, float largest) {
    constexpr int buckets = 2048;
    float lowest = largest;
    size_t finite = 0;
    for (size_t i = 0; i < count; i++) {
        const bool is_finite = maxima[i] != minus_infinity;
        finite += is_finite ? 1 : 0;
        lowest = std::min(lowest, is_finite ? maxima[i] : largest);
    }
    const float scale = static_cast<float>(buckets - 1) / (largest - lowest);
    if (!(largest > lowest) || !std::isfinite(scale)) {
        return {finite < least ? minus_infinity : lowest, finite < most ? minus_infinity : lowest};
    }
    uint32_t sizes[buckets] = {};
    for (size_t i = 0; i < count; i++) {
        if (maxima[i] == minus_infinity) continue;
        sizes[std::min(buckets - 1, static_cast<int>((largest - maxima[i]) * scale))]++;
    }
    bounds found = {minus_infinity, minus_infinity};
    size_t seen = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
        const size_t before = seen;
        seen += sizes[bucket];
        if (seen < least || before >= most) continue;
        // The end of a bucket, or less by what rounding its number may have hidden.
        const float end = std::max(lowest, largest - static_cast<float>(bucket + 2) / scale);
        if (before < least) found.least = end;
        if (seen >= most) found.most = end;
    }
    return found;
}

// Gathers every finite logit that reaches `bound`, by token. Groups without one are skipped.
size_t gather(
    const float *logits, size_t count, const float *maxima, float bound, csampling_candidate *gathered) {
    const size_t group = group_size(count);
    const float floor = bound == minus_infinity ? -std::numeric_limits<float>::max() : bound;
    size_t size = 0;
    for (size_t start = 0; start < count; start += group, maxima += lanes) {
        uint32_t any = 0;
        for (size_t j = 0; j < lanes; j++) any |= maxima[j] >= floor ? 1u : 0u;
        if (!any) continue;
        const size_t end = std::min(start + group, count);
        for (size_t row = start; row < end; row += lanes) {
            const size_t stop = std::min(row + lanes, end);
            uint32_t hits = 0;
            if (stop - row == lanes) {
                for (size_t j = 0; j < lanes; j++) hits |= logits[row + j] >= floor ? 1u : 0u;
                if (!hits) continue;
            }
            for (size_t i = row; i < stop; i++) {
                gathered[size] = csampling_candidate{static_cast<int32_t>(i), logits[i]};
                size += logits[i] >= floor ? 1 : 0;
            }
        }
    }
    return size;
}

#if defined(CSAMPLING_AVX2)
// Does the same, eight at a time: the bits of a comparison say where the hits are.
CSAMPLING_AVX2 size_t gather_avx2(const float *logits, size_t count, float bound, csampling_candidate *gathered) {
    const float floor = bound == minus_infinity ? -std::numeric_limits<float>::max() : bound;
    const __m256 floors = _mm256_set1_ps(floor);
    size_t size = 0, start = 0;
    for (; start + 8 <= count; start += 8) {
        auto hits = static_cast<uint32_t>(
            _mm256_movemask_ps(_mm256_cmp_ps(_mm256_loadu_ps(logits + start), floors, _CMP_GE_OQ)));
        for (; hits; hits &= hits - 1) {
            const size_t i = start + static_cast<size_t>(__builtin_ctz(hits));
            gathered[size++] = csampling_candidate{static_cast<int32_t>(i), logits[i]};
        }
    }
    for (; start < count; start++) {
        if (logits[start] >= floor) gathered[size++] = csampling_candidate{static_cast<int32_t>(start), logits[start]};
    }
    return size;
}
#endif

size_t gather_all(
    const float *logits, size_t count, const float *maxima, float bound, csampling_candidate *gathered) {
#if defined(CSAMPLING_AVX2)
    return CSAMPLING_DISPATCH(
        gather_avx2(logits, count, bound, gathered), gather(logits, count, maxima, bound, gathered));
#else
    return gather(logits, count, maxima, bound, gathered);
#endif
}

}  // namespace

size_t csampling_select(
    const float *logits, size_t count, const float *maxima, const csampling_summary *summary, size_t least, size_t most,
    double mass, csampling_candidate *selected, double held[2]) {
    // One more than there are logits, because a slot is written before it is known whether it counts.
    csampling_candidate *gathered = gathering_space.room_for(count + 1);
    if (!gathered) return SIZE_MAX;
    const size_t finite = count - summary->minus_infinite;
    std::unique_ptr<double[]> logarithms, probabilities;
    const bounds bound_of = lower_bounds(maxima, csampling_maxima_count(count), least, most, summary->largest);
    for (const size_t wanted : {least, most}) {
        const float bound = finite <= wanted ? minus_infinity : wanted == least ? bound_of.least : bound_of.most;
        const size_t size = gather_all(logits, count, maxima, bound, gathered);
        logarithms.reset(new (std::nothrow) double[size]);
        probabilities.reset(new (std::nothrow) double[size]);
        if (!logarithms || !probabilities) return SIZE_MAX;
        const auto exponentiate = [&](size_t number) {
            for (size_t i = 0; i < number; i++) logarithms[i] = gathered[i].logit - summary->log_sum_exp;
            csampling_exp(logarithms.get(), number, probabilities.get());
        };
        if (wanted < most && size < std::min(most, finite)) {
            // The first, cheaper, gathering may not reach the mass; that is checked before sorting.
            exponentiate(size);
            double all = 0;
            for (size_t i = 0; i < size; i++) all += probabilities[i];
            if (all < mass) continue;
        }
        if (!sort_descending(gathered, size)) return SIZE_MAX;
        const size_t limit = std::min(size, most);
        exponentiate(limit);
        size_t kept = 0;
        held[0] = held[1] = 0;
        while (kept < limit && (kept < least || held[0] < mass)) {
            held[0] += probabilities[kept];
            held[1] += probabilities[kept] * logarithms[kept];
            kept++;
        }
        // Sums in another order may differ in the last bits.
        if (wanted < most && kept == size && size < finite && held[0] < mass) continue;
        std::memcpy(selected, gathered, kept * sizeof *selected);
        return kept;
    }
    return 0;
}

size_t csampling_sort(const float *logits, size_t count, csampling_candidate *sorted) {
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        if (logits[i] == minus_infinity) continue;
        sorted[size++] = csampling_candidate{static_cast<int32_t>(i), logits[i]};
    }
    return sort_descending(sorted, size) ? size : SIZE_MAX;
}

void csampling_unpack(
    const csampling_candidate *candidates, size_t start, size_t count, int32_t *tokens, double *logits, size_t to) {
    for (size_t i = 0; i < count; i++) {
        tokens[to + i] = candidates[start + i].token;
        logits[to + i] = candidates[start + i].logit;
    }
}
