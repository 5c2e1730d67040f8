// Compiles, links and runs only with a llama.cpp that is new enough: its version number alone doesn't tell.
#include <llama.h>

#include <cstdio>

int main() {
    llama_model_params model = llama_model_default_params();
    model.load_mode = LLAMA_LOAD_MODE_NONE;
    model.check_tensors = true;
    model.vocab_only = true;

    llama_context_params context = llama_context_default_params();
    context.n_outputs_max = 16;
    context.kv_unified = true;
    context.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_ENABLED;

    // The reference in the tests: its signature changed while the library's version stayed.
    llama_sampler *penalties = llama_sampler_init_penalties(32, 8, 1.1f, 0.0f, 0.0f);
    llama_sampler_free(penalties);

    // Headers and library belong together: a default that moved within the structure would show here.
    llama_model_params fresh = llama_model_default_params();
    bool fits = fresh.load_mode == LLAMA_LOAD_MODE_AUTO && llama_context_default_params().n_ctx == 512;
    if (!fits) std::fputs("error: its headers and its library don't belong together\n", stderr);
    return fits ? 0 : 1;
}
