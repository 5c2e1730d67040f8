// Keeps lanes streaming while another model loads, on a machine without a free core for the load.
//
// By default Linux gives the load a core of its own: threads that compute wait for each other many times in a step, so
// it puts two of them on one core, and each step takes twice as long. If each thread is bound to a core and the load
// has a low priority, a step takes half as long again, at most 1.9 times as long, and the load takes two seconds
// instead of one.
#pragma once

#include <functional>
#include <ggml-backend.h>
#include <ggml-cpu.h>
#include <llama.h>

/// Remembers the processors that the program may use, while none of its threads is bound to one.
void note_processors();

/// Returns the number of processors that the program may use; 0 if the system doesn't say.
int allowed_processors();

/// Runs `body`, which must not throw. If there are contexts that compute, it runs on a thread with low priority, and
/// their threads are bound to a core each meanwhile.
void load_beside(const std::function<void()> &body);

/// The processors that a context's threads run on.
class Places {
public:
    explicit Places(int threads) : threads(threads) {}
    Places(const Places &) = delete;
    Places &operator=(const Places &) = delete;
    /// The context must be freed before.
    ~Places();

    /// Called before each batch: binds its threads to a core each, or releases them.
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
