// The part of llama.cpp's libmtmd that Lathe uses: images for models with a projector. No C++ type is in this header.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A projector (mmproj) that was loaded for a model. `cvision_encode` may be called from one thread at a time, all other
/// functions from any.
typedef struct cvision_projector cvision_projector;

/// An image as a model reads it: stretches of tokens and of vectors.
typedef struct cvision_input cvision_input;

/// A reason in a sentence, without its full stop.
typedef struct {
    char text[512];
} cvision_problem;

/// Loads a projector for a model, `cllama_model_handle`'s. Returns NULL if the file can't be loaded, if it has no encoder
/// for images, or if its vectors don't fit the model; then `problem` says why.
cvision_projector *cvision_open(const char *path, const void *model, int32_t threads, bool uses_gpu, cvision_problem *problem);
void cvision_close(cvision_projector *projector);

typedef struct {
    /// The number of numbers in a vector.
    int32_t width;
    /// True if the vectors of an image attend to each other, so that they must be evaluated in one batch.
    bool sees_all;
    /// The numbers that the position of a vector has: 1, or 4 with M-RoPE.
    int32_t sections;
} cvision_facts;
cvision_facts cvision_describe(const cvision_projector *projector);

/// Decodes a PNG, JPEG or WebP file and fits it to the projector. Returns NULL if that fails; then `problem` says why.
cvision_input *cvision_read(
    const cvision_projector *projector, const uint8_t *bytes, size_t length, cvision_problem *problem);
/// Makes an image without pixels, to count the tokens that an image of this size takes.
cvision_input *cvision_measure(
    const cvision_projector *projector, uint32_t width, uint32_t height, cvision_problem *problem);
/// Makes an image of chunks that libmtmd has made elsewhere (`mtmd_input_chunks`), as it does for its own tests. They are freed with
/// the image, which has no pixels.
cvision_input *cvision_take(void *chunks);
void cvision_input_free(cvision_input *input);

/// A hash of the decoded pixels and of the image's size.
uint64_t cvision_pixels(const cvision_input *input);

/// A stretch of an image.
typedef struct {
    /// The tokens of a text around the image; NULL for vectors.
    const int32_t *tokens;
    /// The number of tokens or vectors.
    size_t count;
    /// The number of positions that they take in the model.
    int32_t positions;
} cvision_part;
size_t cvision_part_count(const cvision_input *input);
/// Returns a part, which lives as long as the input.
cvision_part cvision_part_at(const cvision_input *input, size_t index);

/// Computes the vectors of a part into `vectors`, `count` times `width` numbers. Returns false if that fails.
bool cvision_encode(
    cvision_projector *projector, const cvision_input *input, size_t index, float *vectors, cvision_problem *problem);

/// Writes the positions of a part's vectors, section after section, if its first one stands at `first`.
void cvision_positions(
    const cvision_projector *projector, const cvision_input *input, size_t index, int32_t first, int32_t *positions);

#ifdef __cplusplus
}
#endif
