#include "CLlamaReference.h"

#include <llama.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

using model_pointer = std::unique_ptr<llama_model, decltype(&llama_model_free)>;
using context_pointer = std::unique_ptr<llama_context, decltype(&llama_free)>;
using sampler_pointer = std::unique_ptr<llama_sampler, decltype(&llama_sampler_free)>;

// Returns the vocabulary of a model, which stays loaded.
const llama_vocab *vocabulary_of(const char *path) {
    static std::map<std::string, model_pointer> models;
    auto found = models.find(path);
    if (found == models.end()) {
        llama_backend_init();
        llama_model_params params = llama_model_default_params();
        params.vocab_only = true;
        found = models.emplace(path, model_pointer(llama_model_load_from_file(path, params), llama_model_free)).first;
    }
    return found->second ? llama_model_get_vocab(found->second.get()) : nullptr;
}

}  // namespace

bool cllama_reference_decode(const char *path, const char *text, size_t most, cllama_reference_rows *rows) {
    *rows = cllama_reference_rows{};
    llama_backend_init();
    llama_model_params model_params = llama_model_default_params();
    model_params.n_gpu_layers = 0;
    const model_pointer model(llama_model_load_from_file(path, model_params), llama_model_free);
    if (!model) return false;
    const llama_vocab *vocab = llama_model_get_vocab(model.get());
    std::vector<llama_token> tokens(std::strlen(text) + 2);
    const int32_t length = llama_tokenize(
        vocab, text, static_cast<int32_t>(std::strlen(text)), tokens.data(), static_cast<int32_t>(tokens.size()), true,
        false);
    if (length <= 0) return false;
    const size_t count = std::min(most, static_cast<size_t>(length));
    llama_context_params params = llama_context_default_params();
    params.n_ctx = 512;
    params.n_batch = 512;
    params.n_threads = 2;
    params.n_threads_batch = 2;
    const context_pointer context(llama_init_from_model(model.get(), params), llama_free);
    if (!context || count > 512) return false;
    llama_batch batch = llama_batch_init(static_cast<int32_t>(count), 0, 1);
    for (size_t i = 0; i < count; i++) {
        batch.token[i] = tokens[i];
        batch.pos[i] = static_cast<llama_pos>(i);
        batch.n_seq_id[i] = 1;
        batch.seq_id[i][0] = 0;
        batch.logits[i] = 1;
    }
    batch.n_tokens = static_cast<int32_t>(count);
    const bool decoded = llama_decode(context.get(), batch) == 0;
    llama_batch_free(batch);
    if (!decoded) return false;
    rows->count = count;
    rows->vocabulary = static_cast<size_t>(llama_vocab_n_tokens(vocab));
    rows->tokens = static_cast<int32_t *>(std::malloc(count * sizeof(int32_t)));
    rows->logits = static_cast<float *>(std::malloc(count * rows->vocabulary * sizeof(float)));
    if (!rows->tokens || !rows->logits) {
        cllama_reference_free(rows);
        return false;
    }
    std::memcpy(rows->tokens, tokens.data(), count * sizeof(int32_t));
    for (size_t i = 0; i < count; i++) {
        std::memcpy(
            rows->logits + i * rows->vocabulary, llama_get_logits_ith(context.get(), static_cast<int32_t>(i)),
            rows->vocabulary * sizeof(float));
    }
    return true;
}

void cllama_reference_free(cllama_reference_rows *rows) {
    std::free(rows->tokens);
    std::free(rows->logits);
    *rows = cllama_reference_rows{};
}

size_t cllama_reference_sample(
    const float *logits, size_t vocabulary, const int32_t *history, size_t history_count,
    const cllama_reference_settings *settings, int32_t *tokens, float *probabilities) {
    const auto &s = *settings;
    const int32_t n_vocab = static_cast<int32_t>(vocabulary);
    std::vector<llama_logit_bias> biases;
    for (size_t i = 0; i < s.bias_count; i++) biases.push_back({s.biased[i], s.biases[i]});
    const auto window = [&](int32_t last) { return last < 0 ? static_cast<int32_t>(history_count) : last; };

    const sampler_pointer chain(
        llama_sampler_chain_init(llama_sampler_chain_default_params()), llama_sampler_free);
    const auto add = [&](llama_sampler *sampler) { llama_sampler_chain_add(chain.get(), sampler); };
    add(llama_sampler_init_logit_bias(n_vocab, static_cast<int32_t>(biases.size()), biases.data()));
    for (const char *letter = s.order; *letter; letter++) {
        switch (*letter) {
        case 'p':
            add(llama_sampler_init_penalties(
                n_vocab, window(s.repeat_last_n), s.repeat_penalty, s.frequency_penalty, s.presence_penalty));
            break;
        case 'd': {
            const char *breakers[] = {"\n", ":", "\"", "*"};
            const llama_vocab *vocab = vocabulary_of(s.path);
            if (!vocab) return 0;
            add(llama_sampler_init_dry(
                vocab, s.dry_multiplier, s.dry_base, s.dry_allowed_length, window(s.dry_last_n), breakers, 4));
            break;
        }
        case 'n': add(llama_sampler_init_top_n_sigma(s.top_n_sigma)); break;
        case 'k': add(llama_sampler_init_top_k(s.top_k)); break;
        case 'y': add(llama_sampler_init_typical(s.typical_p, 1)); break;
        case 't': add(llama_sampler_init_top_p(s.top_p, 1)); break;
        case 'm': add(llama_sampler_init_min_p(s.min_p, 1)); break;
        case 'x': add(llama_sampler_init_xtc(s.xtc_probability, s.xtc_threshold, 1, 0)); break;
        case 'T': add(llama_sampler_init_temp_ext(s.temperature, s.dynatemp_range, s.dynatemp_exponent)); break;
        case 'a': add(llama_sampler_init_adaptive_p(s.adaptive_target, s.adaptive_decay, 0)); break;
        case 'M': add(llama_sampler_init_mirostat_v2(0, s.mirostat_tau, s.mirostat_eta)); break;
        default: return 0;
        }
    }
    for (size_t i = 0; i < history_count; i++) llama_sampler_accept(chain.get(), history[i]);

    std::vector<llama_token_data> candidates;
    for (size_t i = 0; i < vocabulary; i++) {
        if (logits[i] != -INFINITY) candidates.push_back({static_cast<llama_token>(i), logits[i], 0});
    }
    llama_token_data_array array = {candidates.data(), candidates.size(), -1, false};
    llama_sampler_apply(chain.get(), &array);

    // Temperature 0 leaves all candidates, but -infinity for all but one.
    double largest = -INFINITY, sum = 0;
    for (size_t i = 0; i < array.size; i++) largest = std::fmax(largest, array.data[i].logit);
    size_t count = 0;
    for (size_t i = 0; i < array.size; i++) {
        if (array.data[i].logit == -INFINITY) continue;
        const double weight = std::exp(array.data[i].logit - largest);
        tokens[count] = array.data[i].id;
        probabilities[count] = static_cast<float>(weight);
        sum += weight;
        count++;
    }
    for (size_t i = 0; i < count; i++) probabilities[i] = static_cast<float>(probabilities[i] / sum);
    return count;
}
