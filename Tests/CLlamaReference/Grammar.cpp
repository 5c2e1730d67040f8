#include "CLlamaReference.h"

#include <llama.h>

#include <cmath>
#include <exception>
#include <memory>
#include <vector>

size_t cllama_reference_allowed(
    const char *path, const char *grammar, const int32_t *output, size_t output_count, bool *allowed, size_t vocabulary) {
    llama_backend_init();
    llama_log_set([](ggml_log_level, const char *, void *) {}, nullptr);
    llama_model_params params = llama_model_default_params();
    params.n_gpu_layers = 0;
    params.vocab_only = true;
    static const llama_model *const model = llama_model_load_from_file(path, params);
    if (!model) return 0;
    const llama_vocab *vocab = llama_model_get_vocab(model);
    if (size_t(llama_vocab_n_tokens(vocab)) != vocabulary) return 0;
    const std::unique_ptr<llama_sampler, decltype(&llama_sampler_free)> sampler(
        llama_sampler_init_grammar(vocab, grammar, "root"), llama_sampler_free);
    if (!sampler) return 0;
    try {
        for (size_t i = 0; i < output_count; i++) llama_sampler_accept(sampler.get(), output[i]);
    } catch (const std::exception &) {
        return 0;
    }
    std::vector<llama_token_data> candidates(vocabulary);
    for (size_t i = 0; i < vocabulary; i++) candidates[i] = {llama_token(i), 0.0F, 0.0F};
    llama_token_data_array array{candidates.data(), candidates.size(), -1, false};
    llama_sampler_apply(sampler.get(), &array);
    size_t count = 0;
    for (size_t i = 0; i < array.size; i++) {
        allowed[array.data[i].id] = !std::isinf(array.data[i].logit);
        count += allowed[array.data[i].id];
    }
    return count;
}
