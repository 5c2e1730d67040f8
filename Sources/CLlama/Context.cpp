#include "Loading.hpp"
#include "Shim.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <unordered_map>

struct cllama_context {
    llama_context *context;
    const cllama_model *model;
    llama_batch batch;
    uint32_t rows;
    uint32_t sequences;
    int32_t states;
    Places places;
    size_t decoded = 0;
    std::atomic<bool> interrupted{false};

    llama_memory_t memory() const { return llama_get_memory(context); }
    bool owns(int32_t sequence) const { return sequence >= 0 && uint32_t(sequence) < sequences; }
    uint32_t outputs() const { return states == CLLAMA_STATES_NONE ? sequences : rows; }
};

namespace {

/// Two models on the same cores take turns.
std::mutex decode_mutex;

bool is_acceptable(const cllama_context *context, const cllama_row *rows, size_t count) {
    if (count == 0 || count > context->rows) return false;
    // Without a memory, positions may be learnt: each is a row of weights.
    const int32_t positions = llama_get_memory(context->context) ? INT32_MAX : llama_model_n_ctx_train(context->model->model);
    for (size_t i = 0; i < count; ++i) {
        if (!context->owns(rows[i].sequence) || rows[i].position < 0) return false;
        if (rows[i].position >= positions) return false;
        if (rows[i].token < 0 || rows[i].token >= context->model->size) return false;
    }
    return true;
}

/// Lets the rows of a batch attend to each other while the object exists.
struct Seeing {
    Seeing(llama_context *context, bool sees_all) : context(sees_all ? context : nullptr) {
        if (sees_all) llama_set_causal_attn(context, false);
    }
    ~Seeing() {
        if (context) llama_set_causal_attn(context, true);
    }
    Seeing(const Seeing &) = delete;
    llama_context *context;
};

float *logits_of(cllama_context *context, int32_t index) {
    if (index < 0 || size_t(index) >= context->decoded || !context->batch.logits[index]) return nullptr;
    // Models that only encode have no memory.
    if (!context->memory()) return nullptr;
    return guarded(static_cast<float *>(nullptr), [&] { return llama_get_logits_ith(context->context, index); });
}

}  // namespace

cllama_context *cllama_context_new(cllama_model *model, cllama_context_options options) {
    if (options.sequences == 0 || options.sequences > llama_max_parallel_sequences() || options.rows < options.sequences) {
        cllama_note_error("the numbers of sequences and rows don't fit together");
        return nullptr;
    }
    return guarded(static_cast<cllama_context *>(nullptr), [&]() -> cllama_context * {
        auto *result = new cllama_context{nullptr, model, {}, options.rows, options.sequences, options.states, Places(options.threads)};
        auto parameters = llama_context_default_params();
        parameters.n_ctx = options.cells;
        parameters.n_batch = options.rows;
        parameters.n_ubatch = options.rows;
        parameters.n_seq_max = options.sequences;
        // The default reserves logits for every row of a batch: half a gigabyte with a large vocabulary.
        parameters.n_outputs_max = result->outputs();
        parameters.n_threads = options.threads;
        parameters.n_threads_batch = options.threads;
        parameters.flash_attn_type = options.flash_attention ? LLAMA_FLASH_ATTN_TYPE_ENABLED : LLAMA_FLASH_ATTN_TYPE_DISABLED;
        if (options.wide_memory) parameters.type_k = parameters.type_v = GGML_TYPE_F32;
        parameters.kv_unified = true;
        if (options.states != CLLAMA_STATES_NONE) {
            parameters.embeddings = true;
            const bool pools = options.states == CLLAMA_STATES_POOLED;
            parameters.pooling_type = pools ? LLAMA_POOLING_TYPE_UNSPECIFIED : LLAMA_POOLING_TYPE_NONE;
        }
        parameters.abort_callback = [](void *flag) {
            return static_cast<std::atomic<bool> *>(flag)->load(std::memory_order_relaxed);
        };
        parameters.abort_callback_data = &result->interrupted;
        load_beside([&] {
            result->context = guarded(result->context, [&] { return llama_init_from_model(model->model, parameters); });
        });
        if (!result->context) {
            delete result;
            return nullptr;
        }
        result->rows = std::min({options.rows, llama_n_batch(result->context), llama_n_ubatch(result->context)});
        result->batch = llama_batch_init(int32_t(result->rows), 0, 1);
        return result;
    });
}

void cllama_context_free(cllama_context *context) {
    if (!context) return;
    guarded(0, [&] {
        llama_batch_free(context->batch);
        llama_free(context->context);
        return 0;
    });
    delete context;
}

uint32_t cllama_context_cells(const cllama_context *context) { return llama_n_ctx(context->context); }

uint32_t cllama_context_rows(const cllama_context *context) { return context->rows; }

bool cllama_context_has_memory(const cllama_context *context) { return context->memory() != nullptr; }

void cllama_context_interrupt(cllama_context *context) { context->interrupted.store(true); }

void cllama_context_resume(cllama_context *context) { context->interrupted.store(false); }

int32_t cllama_decode(cllama_context *context, const cllama_row *rows, size_t count) {
    context->decoded = 0;
    if (!is_acceptable(context, rows, count)) return CLLAMA_REFUSED;
    auto &batch = context->batch;
    batch.n_tokens = int32_t(count);
    uint32_t outputs = 0;
    for (size_t i = 0; i < count; ++i) {
        batch.token[i] = rows[i].token;
        batch.pos[i] = rows[i].position;
        batch.n_seq_id[i] = 1;
        batch.seq_id[i][0] = rows[i].sequence;
        batch.logits[i] = rows[i].wants_logits || context->states != CLLAMA_STATES_NONE;
        outputs += batch.logits[i];
    }
    if (outputs > context->outputs()) return CLLAMA_REFUSED;
    const int32_t code = guarded(int32_t(CLLAMA_FAILED), [&] {
        const std::lock_guard lock(decode_mutex);
        context->places.prepare(context->context);
        const auto result = context->model->encodes ? llama_encode(context->context, batch) : llama_decode(context->context, batch);
        // A GPU goes on by itself; the turn and its time end when its results are there.
        if (result == 0) llama_synchronize(context->context);
        return result;
    });
    if (code == 0) context->decoded = count;
    return code < CLLAMA_REFUSED ? CLLAMA_FAILED : code;
}

int32_t cllama_decode_vectors(cllama_context *context, const cllama_vectors *vectors) {
    context->decoded = 0;
    const bool fits = vectors->count > 0 && (!vectors->sees_all || vectors->count <= context->rows);
    const bool is_placed = vectors->sections == 1 || vectors->sections == GGML_MROPE_SECTIONS;
    if (!fits || !is_placed || !context->owns(vectors->sequence)) return CLLAMA_REFUSED;
    const size_t width = size_t(llama_model_n_embd_inp(context->model->model));
    size_t last = 0;
    const int32_t code = guarded(int32_t(CLLAMA_FAILED), [&] {
        const std::lock_guard lock(decode_mutex);
        context->places.prepare(context->context);
        const std::unique_ptr<llama_batch_ext, decltype(&llama_batch_ext_free)> batch(
            llama_batch_ext_init(context->context), llama_batch_ext_free);
        const Seeing seeing(context->context, vectors->sees_all);
        for (size_t start = 0; start < vectors->count; start += context->rows) {
            const size_t count = std::min(size_t(context->rows), vectors->count - start);
            llama_batch_ext_clear(batch.get());
            for (size_t i = start; i < start + count; ++i) {
                const llama_embd vector{vectors->vectors + i * width, 1, width};
                const int32_t row = llama_batch_ext_add_embd(batch.get(), vectors->sequence, vector);
                if (row < 0) return int32_t(CLLAMA_REFUSED);
                llama_pos place[GGML_MROPE_SECTIONS] = {};
                for (int32_t section = 0; section < vectors->sections; ++section) {
                    place[section] = vectors->positions[size_t(section) * vectors->count + i];
                }
                llama_batch_ext_set_pos(batch.get(), row, place);
                if (vectors->wants_logits && i + 1 == vectors->count) {
                    llama_batch_ext_set_output_logits(batch.get(), row, true);
                }
            }
            last = count - 1;
            const int32_t result = llama_process(context->context, LLAMA_PROCESS_TYPE_DECODE, batch.get());
            if (result != 0) return result;
        }
        llama_synchronize(context->context);
        return int32_t(CLLAMA_OK);
    });
    if (code == CLLAMA_OK && vectors->wants_logits) {
        context->decoded = last + 1;
        std::fill_n(context->batch.logits, context->decoded, int8_t(0));
        context->batch.logits[last] = 1;
    }
    return code < CLLAMA_REFUSED ? CLLAMA_FAILED : code;
}

int32_t cllama_vectors_row(const cllama_context *context) { return int32_t(context->decoded) - 1; }

float *cllama_logits(cllama_context *context, int32_t index) {
    auto *row = logits_of(context, index);
    if (row) {
        for (const int32_t token : context->model->suppressed) row[token] = -INFINITY;
    }
    return row;
}

const float *cllama_raw_logits(cllama_context *context, int32_t index) { return logits_of(context, index); }

const float *cllama_state(cllama_context *context, int32_t index) {
    if (context->states != CLLAMA_STATES_ROWS || index < 0 || size_t(index) >= context->decoded) return nullptr;
    return guarded(static_cast<float *>(nullptr), [&] { return llama_get_embeddings_ith(context->context, index); });
}

const float *cllama_embedding(cllama_context *context, int32_t sequence) {
    if (context->states != CLLAMA_STATES_POOLED || !context->owns(sequence) || context->decoded == 0) return nullptr;
    return guarded(static_cast<float *>(nullptr), [&]() -> float * {
        switch (llama_pooling_type(context->context)) {
            case LLAMA_POOLING_TYPE_MEAN:
            case LLAMA_POOLING_TYPE_CLS:
            case LLAMA_POOLING_TYPE_LAST: return llama_get_embeddings_seq(context->context, sequence);
            // A rank has fewer numbers than an embedding.
            default: return nullptr;
        }
    });
}

void cllama_memory_clear(cllama_context *context) {
    guarded(0, [&] { llama_memory_clear(context->memory(), false); return 0; });
}

bool cllama_memory_remove(cllama_context *context, int32_t sequence, int32_t from, int32_t to) {
    if (!context->owns(sequence)) return false;
    return guarded(false, [&] { return llama_memory_seq_rm(context->memory(), sequence, from, to); });
}

void cllama_memory_share(cllama_context *context, int32_t sequence, int32_t to_sequence, int32_t from, int32_t to) {
    if (!context->owns(sequence) || !context->owns(to_sequence) || sequence == to_sequence) return;
    guarded(0, [&] { llama_memory_seq_cp(context->memory(), sequence, to_sequence, from, to); return 0; });
}

bool cllama_memory_repeat(cllama_context *context, int32_t sequence, int32_t times) {
    const int32_t spare = int32_t(context->sequences) - 1;
    if (!context->owns(sequence) || sequence == spare) return false;
    return guarded(false, [&] {
        std::vector<uint8_t> state(llama_state_seq_get_size(context->context, sequence));
        if (llama_state_seq_get_data(context->context, state.data(), state.size(), sequence) == 0) return false;
        for (int32_t i = 1; i < times; ++i) {
            if (llama_state_seq_set_data(context->context, state.data(), state.size(), spare) == 0) return false;
            llama_memory_seq_cp(context->memory(), spare, sequence, -1, -1);
            llama_memory_seq_rm(context->memory(), spare, -1, -1);
        }
        return true;
    });
}

int32_t cllama_memory_first(cllama_context *context, int32_t sequence) {
    if (!context->owns(sequence)) return -1;
    return guarded(-1, [&] { return llama_memory_seq_pos_min(context->memory(), sequence); });
}

int32_t cllama_memory_last(cllama_context *context, int32_t sequence) {
    if (!context->owns(sequence)) return -1;
    return guarded(-1, [&] { return llama_memory_seq_pos_max(context->memory(), sequence); });
}
