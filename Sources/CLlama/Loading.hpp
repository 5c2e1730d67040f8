// What keeps lanes streaming while another model loads, on a machine that has no core free for the load.
//
// Left to itself, Linux gives the load a core of its own: threads that compute wait for each other many times a step, so it
// takes the two of them for one, and each step takes twice as long. Kept on a core each, with the load nice, a step takes half
// as long again, at most 1.9 times as long, and the load two seconds instead of one.
#pragma once

#include <functional>
#include <ggml-backend.h>
#include <ggml-cpu.h>
#include <llama.h>

/// Remembers where the program may compute, while none of its threads is kept anywhere.
void note_processors();

/// Runs `body`, which may not throw: on a nice thread where there are contexts that compute, which keep
/// theirs on a core each meanwhile.
void load_beside(const std::function<void()> &body);

/// Where the threads of a context compute.
class Places {
public:
    explicit Places(int threads) : threads(threads) {}
    Places(const Places &) = delete;
    Places &operator=(const Places &) = delete;
    /// The context has to be freed before.
    ~Places();

    /// Called before each batch: keeps its threads on a core each, or lets them go again.
    void prepare(llama_context *context);

private:
    ggml_threadpool_t pool(bool is_strict) const;

    int threads;
    bool has_computed = false;
    bool is_kept = false;
    ggml_threadpool_t fixed = nullptr;
    ggml_threadpool_t free = nullptr;
    ggml_threadpool_t retired = nullptr;
};
