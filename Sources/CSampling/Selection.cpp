#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <new>

#include "Blocks.h"
#include "CSampling.h"
#include "Dispatch.h"

namespace {

constexpr float minus_infinity = -std::numeric_limits<float>::infinity();

// A whole number that is smaller the larger the logit, and the same for both zeros.
CSAMPLING_INLINE uint32_t descending_key(float logit) {
    uint32_t bits;
    std::memcpy(&bits, &logit, sizeof bits);
    if (bits == 0x80000000u) bits = 0;
    return bits & 0x80000000u ? bits : ~bits & 0x7fffffffu;
}

// Sorts stably by descending logit: three passes of eleven bits, least significant first. Ends in `items`.
bool sort_descending(csampling_candidate *items, size_t count) {
    constexpr size_t buckets = 2048;
    std::unique_ptr<csampling_candidate[]> other(new (std::nothrow) csampling_candidate[count]);
    if (!other) return false;
    uint32_t starts[3][buckets] = {};
    for (size_t i = 0; i < count; i++) {
        const uint32_t key = descending_key(items[i].logit);
        starts[0][key & 2047]++;
        starts[1][key >> 11 & 2047]++;
        starts[2][key >> 22]++;
    }
    csampling_candidate *from = items, *to = other.get();
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
        const int shift = 11 * pass;
        for (size_t i = 0; i < count; i++) to[start[descending_key(from[i].logit) >> shift & 2047]++] = from[i];
        std::swap(from, to);
    }
    if (from != items) std::memcpy(items, from, count * sizeof *items);
    return true;
}

// A number that at least `wanted` logits reach: the `wanted`-th largest block maximum, or a little less, by a histogram.
float lower_bound(const float *maxima, size_t count, size_t wanted, float largest) {
    constexpr int buckets = 4096;
    float lowest = largest;
    size_t finite = 0;
    for (size_t i = 0; i < count; i++) {
        if (maxima[i] == minus_infinity) continue;
        finite++;
        lowest = std::min(lowest, maxima[i]);
    }
    if (finite < wanted) return minus_infinity;
    if (!(largest > lowest)) return lowest;
    const float scale = static_cast<float>(buckets - 1) / (largest - lowest);
    if (!std::isfinite(scale)) return lowest;
    uint32_t sizes[buckets] = {};
    float smallest[buckets];
    std::fill(smallest, smallest + buckets, largest);
    for (size_t i = 0; i < count; i++) {
        if (maxima[i] == minus_infinity) continue;
        const int bucket = std::min(buckets - 1, static_cast<int>((largest - maxima[i]) * scale));
        sizes[bucket]++;
        smallest[bucket] = std::min(smallest[bucket], maxima[i]);
    }
    size_t seen = 0;
    for (int bucket = 0; bucket < buckets; bucket++) {
        seen += sizes[bucket];
        if (seen >= wanted) return smallest[bucket];
    }
    return lowest;
}

// Every finite logit that reaches `bound`, by token. Groups that hold none are skipped.
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
        for (size_t i = start; i < end; i++) {
            gathered[size] = csampling_candidate{static_cast<int32_t>(i), logits[i]};
            size += logits[i] >= floor ? 1 : 0;
        }
    }
    return size;
}

}  // namespace

size_t csampling_select(
    const float *logits, size_t count, const float *maxima, const csampling_summary *summary, size_t least, size_t most,
    double mass, csampling_candidate *selected) {
    // One more than there are logits, because a slot is written before it is known whether it counts.
    std::unique_ptr<csampling_candidate[]> gathered(new (std::nothrow) csampling_candidate[count + 1]);
    if (!gathered) return SIZE_MAX;
    const size_t finite = count - summary->minus_infinite;
    for (const size_t wanted : {least, most}) {
        const bool all = finite <= wanted;
        const float bound = all
            ? minus_infinity
            : lower_bound(maxima, csampling_maxima_count(count), wanted, summary->largest);
        const size_t size = gather(logits, count, maxima, bound, gathered.get());
        if (!sort_descending(gathered.get(), size)) return SIZE_MAX;
        size_t kept = 0;
        double held = 0;
        while (kept < size && kept < most && (kept < least || held < mass)) {
            held += std::exp(static_cast<double>(gathered[kept].logit) - summary->log_sum_exp);
            kept++;
        }
        // The first, cheaper, gathering may have ended before the mass was reached.
        const bool enough = held >= mass || kept == most || size == finite;
        if (!enough && wanted != most) continue;
        std::memcpy(selected, gathered.get(), kept * sizeof *selected);
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
