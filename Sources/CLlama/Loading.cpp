#include "Loading.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#ifdef __linux__
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace {

std::atomic<int> loads{0};
/// The number of contexts that have computed and may compute again.
std::atomic<int> contexts{0};

#ifdef __linux__

/// Returns the processors that the program may use, as they were before any thread was bound to one.
const cpu_set_t &allowed() {
    static const cpu_set_t set = [] {
        cpu_set_t result;
        CPU_ZERO(&result);
        sched_getaffinity(0, sizeof result, &result);
        return result;
    }();
    return set;
}

#endif

template <typename Function>
Function *function_of_processor(const char *name) {
    auto *device = ggml_backend_dev_by_type(GGML_BACKEND_DEVICE_TYPE_CPU);
    auto *registry = device ? ggml_backend_dev_backend_reg(device) : nullptr;
    return registry ? reinterpret_cast<Function *>(ggml_backend_reg_get_proc_address(registry, name)) : nullptr;
}

void free_pool(ggml_threadpool_t pool) { function_of_processor<void(ggml_threadpool_t)>("ggml_threadpool_free")(pool); }

}  // namespace

void note_processors() {
#ifdef __linux__
    allowed();
#endif
}

int allowed_processors() {
#ifdef __linux__
    return CPU_COUNT(&allowed());
#else
    return 0;
#endif
}

void load_beside(const std::function<void()> &body) {
    if (contexts.load() == 0) return body();
    loads.fetch_add(1);
    // On a thread of its own, because a thread that has lowered its priority may not raise it again.
    std::thread thread([&] {
#ifdef __linux__
        setpriority(PRIO_PROCESS, id_t(gettid()), 5);
#endif
        body();
    });
    thread.join();
    loads.fetch_sub(1);
}

Places::~Places() {
    if (has_computed) contexts.fetch_sub(1);
    for (auto *pool : {fixed, free, retired}) {
        if (pool) free_pool(pool);
    }
}

ggml_threadpool_t Places::pool(bool is_strict) const {
#ifdef __linux__
    const auto create = function_of_processor<ggml_threadpool_t(ggml_threadpool_params *)>("ggml_threadpool_new");
    if (!create || !function_of_processor<void(ggml_threadpool_t)>("ggml_threadpool_free")) return nullptr;
    auto parameters = ggml_threadpool_params_default(threads);
    for (int i = 0; i < std::min(GGML_MAX_N_THREADS, CPU_SETSIZE); ++i) parameters.cpumask[i] = CPU_ISSET(i, &allowed());
    parameters.strict_cpu = is_strict;
    parameters.poll = 0;
    return create(&parameters);
#else
    return nullptr;
#endif
}

void Places::prepare(llama_context *context) {
    if (!has_computed) contexts.fetch_add(1);
    has_computed = true;
#ifdef __linux__
    if (retired) free_pool(std::exchange(retired, nullptr));
    // If a core is free, the load uses that one.
    const bool should_keep = loads.load() > 0 && threads >= CPU_COUNT(&allowed());
    if (should_keep == is_kept) return;
    auto *&wanted = should_keep ? fixed : free;
    if (!wanted) wanted = pool(should_keep);
    if (!wanted) return;
    llama_attach_threadpool(context, wanted, wanted);
    is_kept = should_keep;
    // Freed after the batch after the next one: until that is computed, llama.cpp may still use it.
    if (!is_kept) retired = std::exchange(fixed, nullptr);
#endif
}
