#ifndef CSAMPLING_DISPATCH_H
#define CSAMPLING_DISPATCH_H

// A kernel is written once, as plain loops that the compiler vectorises, in an always-inlined function template or
// lambda. It is compiled twice on x86-64: for any such processor, and for those with AVX2 and FMA. arm64 always has its
// vectors.
#define CSAMPLING_INLINE static inline __attribute__((always_inline))

#if defined(__x86_64__)
#define CSAMPLING_AVX2 __attribute__((target("avx2,fma")))
#define CSAMPLING_DISPATCH(call_avx2, call_portable)                              \
    (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? (call_avx2) : (call_portable))
#endif

#endif
