/// Tries the kernels that llama.cpp computes with on this processor.
#ifndef CLLAMA_COMPUTE_CHECK_H
#define CLLAMA_COMPUTE_CHECK_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    CLLAMA_COMPUTE_RIGHT = 0,
    CLLAMA_COMPUTE_WRONG = 1,
    /// There is nothing to try: no backend for the processor, or no memory.
    CLLAMA_COMPUTE_UNTRIED = 2,
};

/// Multiplies small matrices of the usual types by batches of 1 to 512 rows, in each kind of buffer that the
/// processor's backend has kernels for, and compares the results with plain arithmetic. Takes less than a second.
///
/// A kernel may end the process, so call it only in a process that was started for it. Before each product it writes
/// the line "try TYPE x ROWS rows in BUFFER, N threads" to `descriptor`; after a wrong one it writes "wrong" and what
/// is wrong. At the end, if none was wrong, it writes "ok" and what was tried. GPUs aren't tried, but named before all:
/// "device NAME: …".
int32_t cllama_compute_check(int32_t descriptor);

/// Returns the path of the library that it tries; empty if it isn't known.
const char *cllama_compute_library(void);

#ifdef __cplusplus
}
#endif
#endif
