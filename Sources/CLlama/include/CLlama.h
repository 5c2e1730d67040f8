/// llama.cpp behind plain C. No type of llama.h crosses this header, and no C++ exception leaves it. Calls that
/// llama.cpp would answer with a failed assertion (an index out of range, a batch that is too large) are checked first
/// and reported.
///
/// A model and its vocabulary may be used from any thread. A context may be used from one thread at a time; only
/// `cllama_context_interrupt` may be called from any thread.
#ifndef CLLAMA_H
#define CLLAMA_H

#include "ComputeCheck.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cllama_model cllama_model;
typedef struct cllama_context cllama_context;

/// Sends llama.cpp's log to `log_descriptor` (-1: nowhere) and starts its backends. Later calls only change the
/// descriptor.
void cllama_start(int log_descriptor);

/// Returns the number of processors that this process may use, as it was at the first call or at `cllama_start`; 0 if the
/// system doesn't say.
int32_t cllama_processors(void);

/// Returns the version of the linked library, as it names itself.
const char *cllama_version(void);

/// Returns what the library was built for: "CPU : AVX2 = 1 | …".
const char *cllama_system_info(void);

/// Copies the last error that llama.cpp logged since the last call that returned a failure.
void cllama_last_error(char *buffer, size_t size);

// MARK: devices

/// A device besides the processor that can compute: a GPU that the library was built for.
typedef struct {
    /// The library's name for it: "Vulkan0".
    char name[64];
    char description[128];
} cllama_device;

/// Returns the number of devices, after `cllama_start`.
int32_t cllama_device_count(void);
/// Describes a device; false if there is no such device.
bool cllama_device_describe(int32_t index, cllama_device *device);

// MARK: model

/// Called with 0...1 while a model loads; false cancels.
typedef bool (*cllama_progress)(float fraction, void *user);

/// Loads a model. Returns NULL if the file can't be loaded or the progress callback cancelled. `check_tensors` reads
/// every weight and refuses NaNs. `gpu_layers` layers, counted from the last, are computed on the devices; a negative
/// number means all.
cllama_model *cllama_model_load(const char *path, bool check_tensors, int32_t gpu_layers, cllama_progress progress, void *user);
void cllama_model_free(cllama_model *model);

/// The way in which a model makes one vector of a text's hidden states.
enum {
    /// The model doesn't.
    CLLAMA_POOLING_NONE = 0,
    CLLAMA_POOLING_MEAN = 1,
    /// The first one is the text's.
    CLLAMA_POOLING_FIRST = 2,
    CLLAMA_POOLING_LAST = 3,
    /// The model gives a rank instead of an embedding.
    CLLAMA_POOLING_RANK = 4,
};

/// Facts about a loaded model.
typedef struct {
    int32_t vocabulary;
    int32_t trained_context;
    int32_t embedding;
    /// The width of a hidden state that a context gives.
    int32_t state;
    int32_t layers;
    /// The width of sliding-window attention in tokens; 0 for none.
    int32_t sliding_window;
    /// True if the memory is recurrent at least in part, so that a sequence can't be cut back.
    bool is_recurrent;
    /// True if it generates text: it has a decoder and no encoder, sees no later tokens, and isn't a diffusion model.
    bool is_generator;
    /// True if it gives hidden states of a text alone. Models with both an encoder and a decoder don't.
    bool embeds;
    /// The way in which it makes one embedding of a text's hidden states, a `cllama_pooling`.
    int32_t pooling;
    bool adds_bos;
    bool adds_eos;
    /// Token ids; -1 if there is none.
    int32_t bos;
    int32_t eos;
    uint64_t parameters;
    uint64_t bytes;
} cllama_model_info;
cllama_model_info cllama_model_describe(const cllama_model *model);

/// Returns llama.cpp's own pointer to the model, for its other libraries.
const void *cllama_model_handle(const cllama_model *model);

/// Copies the value of a scalar metadata key. Returns its length, which may be over `size`; -1 if there is none.
int32_t cllama_model_meta(const cllama_model *model, const char *key, char *buffer, size_t size);

/// Returns the chat template that the model carries, or NULL.
const char *cllama_model_chat_template(const cllama_model *model);

// MARK: vocabulary

/// Returns the number of tokens; -needed if `capacity` is too small; INT32_MIN on failure.
int32_t cllama_tokenize(const cllama_model *model, const char *text, size_t length, int32_t *tokens, size_t capacity,
                        bool adds_special, bool parses_special);

/// Copies the bytes of a token, which may end inside a character. Returns their number; -needed if `size` is too small;
/// 0 for an id out of range.
int32_t cllama_piece(const cllama_model *model, int32_t token, bool shows_special, char *buffer, size_t size);

/// Returns whether the token ends a generation.
bool cllama_is_end(const cllama_model *model, int32_t token);

/// Returns whether the token is found in a text only with `parses_special`.
bool cllama_is_control(const cllama_model *model, int32_t token);

// MARK: context

typedef struct {
    /// The number of cells for all sequences together.
    uint32_t cells;
    /// The number of sequences, at most 256.
    uint32_t sequences;
    /// The largest number of rows in a batch; at least `sequences`.
    uint32_t rows;
    int32_t threads;
    /// The vectors that a batch gives besides logits, a `CLLAMA_STATES_…`. Unless it is none, all rows give logits.
    int32_t states;
    /// True if attention is one fused operation instead of matrix products.
    bool flash_attention;
    /// True if keys and values are kept in 32 bits instead of 16.
    bool wide_memory;
} cllama_context_options;

enum {
    CLLAMA_STATES_NONE = 0,
    /// The last hidden state of each row.
    CLLAMA_STATES_ROWS = 1,
    /// The model's own embedding of each sequence, which must be in one batch.
    CLLAMA_STATES_POOLED = 2,
};

/// Creates a context. Returns NULL if there is not enough memory or the options don't fit together.
cllama_context *cllama_context_new(cllama_model *model, cllama_context_options options);
void cllama_context_free(cllama_context *context);
uint32_t cllama_context_cells(const cllama_context *context);

/// Returns the largest number of rows in a batch, which may be fewer than were asked for.
uint32_t cllama_context_rows(const cllama_context *context);

/// Returns whether it remembers what it has evaluated. Without memory (BERT) each batch stands alone, and nothing can
/// be generated.
bool cllama_context_has_memory(const cllama_context *context);

/// Makes a running decode, or the next one, return 2. May be called from any thread; `cllama_context_resume` takes it
/// back.
void cllama_context_interrupt(cllama_context *context);
void cllama_context_resume(cllama_context *context);

/// One row of a batch.
typedef struct {
    int32_t token;
    int32_t position;
    int32_t sequence;
    bool wants_logits;
} cllama_row;

enum {
    CLLAMA_OK = 0,
    /// No cells are left; nothing has changed.
    CLLAMA_FULL = 1,
    /// It was interrupted; the memory of the batch's sequences must be cut back.
    CLLAMA_INTERRUPTED = 2,
    /// The rows aren't acceptable: too many, an id out of range, positions with gaps.
    CLLAMA_REFUSED = -1,
    /// llama.cpp failed.
    CLLAMA_FAILED = -2,
};

/// Evaluates rows. One model at a time computes in the whole process, because two thread pools on the same cores only
/// wait for each other.
int32_t cllama_decode(cllama_context *context, const cllama_row *rows, size_t count);

/// Vectors that stand in place of tokens, such as those of an image.
typedef struct {
    /// `count` vectors, as wide as the model takes them.
    const float *vectors;
    size_t count;
    /// `sections` numbers for each vector: those of the first section, then those of the next.
    const int32_t *positions;
    int32_t sections;
    int32_t sequence;
    /// True if all vectors attend to each other; then they must be no more than the rows of a batch.
    bool sees_all;
    /// True if logits are wanted after the last one, which is then the row that it returns.
    bool wants_logits;
} cllama_vectors;

/// Evaluates vectors, in as many batches as they need. Logits are those of row `cllama_vectors_row`.
int32_t cllama_decode_vectors(cllama_context *context, const cllama_vectors *vectors);
/// Returns the row of the last vector in the last batch.
int32_t cllama_vectors_row(const cllama_context *context);

/// Returns the logits of row `index` of the last batch, one for each token of the vocabulary, with -infinity for tokens
/// that the model says must never be generated; NULL if the row didn't ask for them. They are valid, and may be
/// changed, until the next decode.
float *cllama_logits(cllama_context *context, int32_t index);

/// Returns the logits with those of all tokens: what the model predicts for a given text.
const float *cllama_raw_logits(cllama_context *context, int32_t index);

/// Returns the last hidden state of row `index` of the last batch, with `CLLAMA_STATES_ROWS`; NULL if there is none.
const float *cllama_state(cllama_context *context, int32_t index);

/// Returns the model's own embedding of a sequence of the last batch, with `CLLAMA_STATES_POOLED`; NULL if there is
/// none.
const float *cllama_embedding(cllama_context *context, int32_t sequence);

// MARK: memory

void cllama_memory_clear(cllama_context *context);
/// Removes positions [from, to) from a sequence; -1 means the end. Returns false if the model can't.
bool cllama_memory_remove(cllama_context *context, int32_t sequence, int32_t from, int32_t to);
/// Makes `to_sequence` share positions [from, to) of `sequence`.
void cllama_memory_share(cllama_context *context, int32_t sequence, int32_t to_sequence, int32_t from, int32_t to);
/// Makes a sequence's evaluated positions stand `times` times in the memory, as if more tokens came before, to measure
/// the cost of a long history without evaluating one. Results behind it have no meaning. Returns false if there is no
/// room.
bool cllama_memory_repeat(cllama_context *context, int32_t sequence, int32_t times);
/// Return the first and the last position that a sequence still has; -1 if it has none.
int32_t cllama_memory_first(cllama_context *context, int32_t sequence);
int32_t cllama_memory_last(cllama_context *context, int32_t sequence);

#ifdef __cplusplus
}
#endif
#endif
