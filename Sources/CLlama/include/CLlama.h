/// llama.cpp behind plain C: no type of llama.h crosses this header, no C++ exception leaves it, and whatever llama.cpp would
/// answer with a failed assertion (an index out of range, a batch too large) is checked first and reported instead.
///
/// A model and its vocabulary may be used from any thread; a context from one thread at a time, but for
/// `cllama_context_interrupt`.
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

/// Sends llama.cpp's log to `log_descriptor` (-1: nowhere) and starts its backends. Later calls only change the descriptor.
void cllama_start(int log_descriptor);

/// Version of the library that is linked, as it names itself.
const char *cllama_version(void);

/// What the library was built for: "CPU : AVX2 = 1 | …".
const char *cllama_system_info(void);

/// Copies the last error that llama.cpp logged since the last call that returned a failure.
void cllama_last_error(char *buffer, size_t size);

// MARK: devices

/// What can compute besides the processor: a GPU that the library was built for.
typedef struct {
    /// As the library calls it: "Vulkan0".
    char name[64];
    char description[128];
} cllama_device;

/// How many there are, after `cllama_start`.
int32_t cllama_device_count(void);
/// False if there is no such device.
bool cllama_device_describe(int32_t index, cllama_device *device);

// MARK: model

/// Called with 0...1 while a model loads; false cancels.
typedef bool (*cllama_progress)(float fraction, void *user);

/// NULL where the file can't be loaded or the progress callback cancelled. `check_tensors` reads every weight and refuses NaNs.
/// So many of the layers, counted from the last, are computed on the devices; a negative number means all.
cllama_model *cllama_model_load(const char *path, bool check_tensors, int32_t gpu_layers, cllama_progress progress, void *user);
void cllama_model_free(cllama_model *model);

/// How a model makes one vector of a text's hidden states.
enum {
    /// It doesn't.
    CLLAMA_POOLING_NONE = 0,
    CLLAMA_POOLING_MEAN = 1,
    /// The first one is the text's.
    CLLAMA_POOLING_FIRST = 2,
    CLLAMA_POOLING_LAST = 3,
    /// It gives a rank instead of an embedding.
    CLLAMA_POOLING_RANK = 4,
};

/// What llama.cpp says of a model that it has loaded.
typedef struct {
    int32_t vocabulary;
    int32_t trained_context;
    int32_t embedding;
    /// Width of a hidden state that a context gives.
    int32_t state;
    int32_t layers;
    /// Width of sliding-window attention in tokens, 0 for none.
    int32_t sliding_window;
    /// Whether the memory is recurrent at least in part, so that a sequence can't be rolled back.
    bool is_recurrent;
    /// Whether it generates text: has a decoder and no encoder, sees no later tokens, and isn't a diffusion model.
    bool is_generator;
    /// Whether it gives hidden states of a text alone; models with both an encoder and a decoder don't.
    bool embeds;
    /// How it makes one embedding of a text's hidden states, a `cllama_pooling`.
    int32_t pooling;
    bool adds_bos;
    bool adds_eos;
    /// Token ids, or -1.
    int32_t bos;
    int32_t eos;
    uint64_t parameters;
    uint64_t bytes;
} cllama_model_info;
cllama_model_info cllama_model_describe(const cllama_model *model);

/// Value of a scalar metadata key; -1 if there is none, else its length, which may be over `size`.
int32_t cllama_model_meta(const cllama_model *model, const char *key, char *buffer, size_t size);

/// The chat template that the model carries, or NULL.
const char *cllama_model_chat_template(const cllama_model *model);

// MARK: vocabulary

/// Returns the number of tokens, or -needed where `capacity` is too small; INT32_MIN on failure.
int32_t cllama_tokenize(const cllama_model *model, const char *text, size_t length, int32_t *tokens, size_t capacity,
                        bool adds_special, bool parses_special);

/// Bytes of a token, which may end inside a character. Returns the length, or -needed; 0 for an id out of range.
int32_t cllama_piece(const cllama_model *model, int32_t token, bool shows_special, char *buffer, size_t size);

/// Whether the token ends a generation.
bool cllama_is_end(const cllama_model *model, int32_t token);

/// Whether the token is one that only `parses_special` finds in a text.
bool cllama_is_control(const cllama_model *model, int32_t token);

// MARK: context

typedef struct {
    /// Cells for all sequences together.
    uint32_t cells;
    /// Sequence ids, at most 256.
    uint32_t sequences;
    /// Most rows of a batch; no fewer than `sequences`.
    uint32_t rows;
    int32_t threads;
    /// What a batch gives besides logits, a `CLLAMA_STATES_…`; where it is anything, all rows give logits.
    int32_t states;
    /// Whether attention is one fused operation instead of products of matrices.
    bool flash_attention;
    /// Whether keys and values are kept in 32 bits instead of 16.
    bool wide_memory;
} cllama_context_options;

enum {
    CLLAMA_STATES_NONE = 0,
    /// The last hidden state of each row.
    CLLAMA_STATES_ROWS = 1,
    /// The model's own embedding of each sequence, which has to be one batch.
    CLLAMA_STATES_POOLED = 2,
};

/// NULL where there is not enough memory or the options don't fit together.
cllama_context *cllama_context_new(cllama_model *model, cllama_context_options options);
void cllama_context_free(cllama_context *context);
uint32_t cllama_context_cells(const cllama_context *context);

/// Most rows of a batch, which may be fewer than were asked for.
uint32_t cllama_context_rows(const cllama_context *context);

/// Whether it remembers what it has evaluated; without that (BERT) each batch stands alone, and nothing can be generated.
bool cllama_context_has_memory(const cllama_context *context);

/// Makes a running or the next decode return 2, from any thread; `cllama_context_resume` takes it back.
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
    /// No cells left; nothing has changed.
    CLLAMA_FULL = 1,
    /// Interrupted; the memory of the batch's sequences must be rolled back.
    CLLAMA_INTERRUPTED = 2,
    /// The rows are not acceptable: too many, an id out of range, positions with gaps.
    CLLAMA_REFUSED = -1,
    /// llama.cpp failed.
    CLLAMA_FAILED = -2,
};

/// Evaluates rows; one model at a time in the whole process, because two thread pools on the same cores only spin against
/// each other.
int32_t cllama_decode(cllama_context *context, const cllama_row *rows, size_t count);

/// Logits that row `index` of the last batch asked for, one a vocabulary entry, -infinity for tokens that the model says must
/// never be generated; NULL where it asked for none. Valid, and writable, until the next decode.
float *cllama_logits(cllama_context *context, int32_t index);

/// The same without taking any token out: what the model says of a text that is there.
const float *cllama_raw_logits(cllama_context *context, int32_t index);

/// Last hidden state of row `index` of the last batch, as `CLLAMA_STATES_ROWS` gives it; NULL if there is none.
const float *cllama_state(cllama_context *context, int32_t index);

/// The model's own embedding of a sequence of the last batch, as `CLLAMA_STATES_POOLED` gives it; NULL if there is none.
const float *cllama_embedding(cllama_context *context, int32_t sequence);

// MARK: memory

void cllama_memory_clear(cllama_context *context);
/// Takes positions [from, to) away from a sequence; -1 means the end. False if the model can't.
bool cllama_memory_remove(cllama_context *context, int32_t sequence, int32_t from, int32_t to);
/// Makes `to_sequence` share positions [from, to) of `sequence`.
void cllama_memory_share(cllama_context *context, int32_t sequence, int32_t to_sequence, int32_t from, int32_t to);
/// Makes a sequence's evaluated positions stand `times` times in the memory, as if so many more tokens came before: for measuring
/// what a long history costs without evaluating one. What is computed behind it has no meaning. False if there is no room.
bool cllama_memory_repeat(cllama_context *context, int32_t sequence, int32_t times);
/// First and last position that a sequence still has, -1 if it has none.
int32_t cllama_memory_first(cllama_context *context, int32_t sequence);
int32_t cllama_memory_last(cllama_context *context, int32_t sequence);

#ifdef __cplusplus
}
#endif
#endif
