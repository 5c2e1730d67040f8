#pragma once

#include <stdbool.h>
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

/// Makes the chunks that llama.cpp tests the C API of libmtmd with (`mtmd_test_create_input_chunks`). The caller takes them over.
void *reference_chunks_create(void);

size_t reference_chunks_size(const void *chunks);
/// Returns the number of tokens and vectors of all chunks.
size_t reference_chunks_tokens(const void *chunks);

/// A chunk as that test (test-mtmd-c-api.c) reads it. What it points to lives as long as the chunks.
typedef struct {
    bool is_image;
    /// The number of tokens or vectors.
    size_t count;
    /// The number of positions that they take in a model.
    int32_t positions;
    /// The tokens of a text; NULL for an image.
    const int32_t *tokens;
    /// The name of an image; NULL for a text.
    const char *id;
} reference_chunk;
reference_chunk reference_chunks_at(const void *chunks, size_t index);

/// Writes the four numbers of the position of an image's vector, if its first one stands at `first`.
void reference_chunks_position(const void *chunks, size_t index, int32_t first, size_t vector, int32_t *position);

#ifdef __cplusplus
}
#endif
