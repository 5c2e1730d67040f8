// Declarations that the parts of the shim share; they aren't visible outside of it.
#pragma once

#include "CLlama.h"

#include <llama.h>

#include <atomic>
#include <exception>
#include <mutex>
#include <string>
#include <vector>

struct cllama_model {
    llama_model *model;
    const llama_vocab *vocabulary;
    int32_t size;
    std::vector<int32_t> suppressed;
    /// True if it has only an encoder, which another function of llama.cpp runs.
    bool encodes;
};

void cllama_note_error(const char *what);

/// Runs `body`. If it throws, returns `failure` and keeps the exception's text as the last error.
template <typename Result, typename Body>
Result guarded(Result failure, Body body) noexcept {
    try {
        return body();
    } catch (const std::exception &error) {
        cllama_note_error(error.what());
    } catch (...) {
        cllama_note_error("an exception of unknown type");
    }
    return failure;
}
