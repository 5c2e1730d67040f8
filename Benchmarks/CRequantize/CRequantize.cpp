#include "CRequantize.h"

#include <llama.h>

bool crequantize_wide(const char *source, const char *target, int32_t threads) {
    auto parameters = llama_model_quantize_default_params();
    parameters.nthread = threads;
    parameters.ftype = LLAMA_FTYPE_ALL_F32;
    parameters.allow_requantize = true;
    try {
        return llama_model_quantize(source, target, &parameters) == 0;
    } catch (...) {
        return false;
    }
}
