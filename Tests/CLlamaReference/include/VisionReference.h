#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Evaluates `before`, an image and `after` with llama.cpp's own helper of libmtmd, and writes the logits after them. Returns
/// the number of tokens with the image's vectors; a negative number if a step fails.
int32_t reference_vision(
    const char *model, const char *projector, const uint8_t *image, size_t length, const char *before, const char *after,
    float *logits, size_t vocabulary);

#ifdef __cplusplus
}
#endif
