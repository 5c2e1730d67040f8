/// Makes a reference for how exactly a model is computed.
#ifndef CREQUANTIZE_H
#define CREQUANTIZE_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Writes the model in the file `source` to the file `target` with all weights as 32-bit numbers. False where that fails.
bool crequantize_wide(const char *source, const char *target, int32_t threads);

#ifdef __cplusplus
}
#endif
#endif
