#include "Loading.hpp"
#include "Shim.hpp"

#include <ggml-backend.h>
#include <ggml.h>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace {

std::atomic<int> log_descriptor{-1};
std::mutex log_mutex;
std::string last_error;
enum ggml_log_level last_level = GGML_LOG_LEVEL_NONE;

void log(enum ggml_log_level level, const char *text, void *) {
    const int descriptor = log_descriptor.load(std::memory_order_relaxed);
    if (descriptor >= 0) {
        [[maybe_unused]] const auto written = write(descriptor, text, std::strlen(text));
    }
    const std::lock_guard lock(log_mutex);
    if (level != GGML_LOG_LEVEL_CONT) last_level = level;
    if (last_level == GGML_LOG_LEVEL_ERROR) {
        if (level == GGML_LOG_LEVEL_CONT) last_error += text; else last_error = text;
    }
}

int32_t copied(const std::string &text, char *buffer, size_t size) {
    if (buffer && size > 0) {
        const size_t n = std::min(size - 1, text.size());
        std::memcpy(buffer, text.data(), n);
        buffer[n] = 0;
    }
    return int32_t(text.size());
}

/// Returns the value of a scalar key; empty if there is none.
std::string scalar(const llama_model *model, const std::string &key) {
    char value[128] = "";
    return llama_model_meta_val_str(model, key.c_str(), value, sizeof value) < 0 ? std::string() : value;
}

std::string architecture(const llama_model *model) { return scalar(model, "general.architecture"); }

/// Returns the value of a scalar key of the model's architecture; empty if there is none.
std::string hyperparameter(const llama_model *model, const char *key) {
    return scalar(model, architecture(model) + "." + key);
}

/// Returns false for encoders, whose tokens see later ones. Some encoders can't be recognised by their metadata or
/// name; they have no memory, which a context shows.
bool sees_only_earlier(const llama_model *model) {
    const std::string name = architecture(model);
    if (name.find("bert") != std::string::npos || name.find("embedding") != std::string::npos) return false;
    return hyperparameter(model, "attention.causal") != "false";
}

int32_t pooling(const llama_model *model) {
    static_assert(int(CLLAMA_POOLING_MEAN) == int(LLAMA_POOLING_TYPE_MEAN));
    static_assert(int(CLLAMA_POOLING_FIRST) == int(LLAMA_POOLING_TYPE_CLS));
    static_assert(int(CLLAMA_POOLING_LAST) == int(LLAMA_POOLING_TYPE_LAST));
    static_assert(int(CLLAMA_POOLING_RANK) == int(LLAMA_POOLING_TYPE_RANK));
    const int value = std::atoi(hyperparameter(model, "pooling_type").c_str());
    return value >= CLLAMA_POOLING_MEAN && value <= CLLAMA_POOLING_RANK ? value : CLLAMA_POOLING_NONE;
}

std::vector<ggml_backend_dev_t> gpus() {
    std::vector<ggml_backend_dev_t> result;
    for (size_t i = 0; i < ggml_backend_dev_count(); ++i) {
        auto *device = ggml_backend_dev_get(i);
        const auto type = ggml_backend_dev_type(device);
        if (type == GGML_BACKEND_DEVICE_TYPE_GPU || type == GGML_BACKEND_DEVICE_TYPE_IGPU) result.push_back(device);
    }
    return result;
}

}  // namespace

void cllama_note_error(const char *what) {
    const std::lock_guard lock(log_mutex);
    last_error = what;
}

void cllama_start(int descriptor) {
    log_descriptor.store(descriptor);
    static std::once_flag once;
    std::call_once(once, [] {
        note_processors();
        // Without this, a failed assertion starts a debugger on this process.
        setenv("GGML_NO_BACKTRACE", "1", 1);
        llama_log_set(log, nullptr);
        guarded(0, [] { llama_backend_init(); return 0; });
    });
}

int32_t cllama_processors(void) { return int32_t(allowed_processors()); }

const char *cllama_version(void) { return llama_version(); }

const char *cllama_system_info(void) { return llama_print_system_info(); }

void cllama_last_error(char *buffer, size_t size) {
    const std::lock_guard lock(log_mutex);
    while (!last_error.empty() && last_error.back() == '\n') last_error.pop_back();
    copied(last_error, buffer, size);
    last_error.clear();
}

int32_t cllama_device_count(void) {
    return guarded(0, [] { return int32_t(gpus().size()); });
}

bool cllama_device_describe(int32_t index, cllama_device *device) {
    return guarded(false, [&] {
        const auto all = gpus();
        if (index < 0 || size_t(index) >= all.size()) return false;
        copied(ggml_backend_dev_name(all[index]), device->name, sizeof device->name);
        copied(ggml_backend_dev_description(all[index]), device->description, sizeof device->description);
        return true;
    });
}

cllama_model *cllama_model_load(const char *path, bool check_tensors, int32_t gpu_layers, cllama_progress progress, void *user) {
    return guarded(static_cast<cllama_model *>(nullptr), [&]() -> cllama_model * {
        auto parameters = llama_model_default_params();
        parameters.n_gpu_layers = gpu_layers;
        parameters.check_tensors = check_tensors;
        parameters.progress_callback = progress ? progress : [](float, void *) { return true; };
        parameters.progress_callback_user_data = user;
        llama_model *model = nullptr;
        load_beside([&] { model = guarded(model, [&] { return llama_model_load_from_file(path, parameters); }); });
        if (!model) return nullptr;
        const auto *vocabulary = llama_model_get_vocab(model);
        auto *result = new cllama_model{model, vocabulary, llama_vocab_n_tokens(vocabulary), {}, false};
        result->encodes = llama_model_has_encoder(model) && !llama_model_has_decoder(model);
        int32_t count = 0;
        const auto *suppressed = llama_vocab_get_suppress_tokens(vocabulary, &count);
        for (int32_t i = 0; i < count; ++i) {
            if (suppressed[i] >= 0 && suppressed[i] < result->size) result->suppressed.push_back(suppressed[i]);
        }
        return result;
    });
}

void cllama_model_free(cllama_model *model) {
    if (!model) return;
    guarded(0, [&] { llama_model_free(model->model); return 0; });
    delete model;
}

cllama_model_info cllama_model_describe(const cllama_model *model) {
    return guarded(cllama_model_info{}, [&] {
        const auto *m = model->model;
        return cllama_model_info{
            .vocabulary = model->size,
            .trained_context = llama_model_n_ctx_train(m),
            .embedding = llama_model_n_embd(m),
            .state = llama_model_n_embd_out(m),
            .layers = llama_model_n_layer(m),
            .sliding_window = llama_model_n_swa(m),
            .is_recurrent = llama_model_is_recurrent(m) || llama_model_is_hybrid(m),
            .is_generator = llama_model_has_decoder(m) && !llama_model_has_encoder(m) && !llama_model_is_diffusion(m)
                && sees_only_earlier(m),
            .embeds = !(llama_model_has_decoder(m) && llama_model_has_encoder(m)),
            .pooling = pooling(m),
            .adds_bos = llama_vocab_get_add_bos(model->vocabulary),
            .adds_eos = llama_vocab_get_add_eos(model->vocabulary),
            .bos = llama_vocab_bos(model->vocabulary),
            .eos = llama_vocab_eos(model->vocabulary),
            .parameters = llama_model_n_params(m),
            .bytes = llama_model_size(m),
        };
    });
}

int32_t cllama_model_meta(const cllama_model *model, const char *key, char *buffer, size_t size) {
    return guarded(-1, [&] { return llama_model_meta_val_str(model->model, key, buffer, size); });
}

const void *cllama_model_handle(const cllama_model *model) { return model->model; }

const char *cllama_model_chat_template(const cllama_model *model) {
    return guarded(static_cast<const char *>(nullptr), [&] { return llama_model_chat_template(model->model, nullptr); });
}

int32_t cllama_tokenize(const cllama_model *model, const char *text, size_t length, int32_t *tokens, size_t capacity,
                        bool adds_special, bool parses_special) {
    if (length > INT32_MAX || capacity > INT32_MAX) return INT32_MIN;
    return guarded(INT32_MIN, [&] {
        return llama_tokenize(
            model->vocabulary, text, int32_t(length), tokens, int32_t(capacity), adds_special, parses_special);
    });
}

int32_t cllama_piece(const cllama_model *model, int32_t token, bool shows_special, char *buffer, size_t size) {
    if (token < 0 || token >= model->size) return 0;
    return guarded(0, [&] {
        return llama_token_to_piece(model->vocabulary, token, buffer, int32_t(size), 0, shows_special);
    });
}

bool cllama_is_end(const cllama_model *model, int32_t token) {
    if (token < 0 || token >= model->size) return false;
    return guarded(false, [&] { return llama_vocab_is_eog(model->vocabulary, token); });
}

bool cllama_is_control(const cllama_model *model, int32_t token) {
    if (token < 0 || token >= model->size) return false;
    // The tokens that llama_vocab::impl::tokenizer_st_partition skips without parse_special.
    return guarded(false, [&] {
        return (llama_vocab_get_attr(model->vocabulary, token) & (LLAMA_TOKEN_ATTR_CONTROL | LLAMA_TOKEN_ATTR_UNKNOWN)) != 0;
    });
}
