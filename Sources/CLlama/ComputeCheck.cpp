// Set-up also compiles this file by itself, to try a llama.cpp before anything is linked with it.
#include "ComputeCheck.h"

#include <ggml-alloc.h>
#include <ggml-backend.h>
#include <ggml.h>

#include <dlfcn.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <exception>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace {

// A multiple of 256 for the K types, and of 32 but not of 64, so that two threads have unequal shares.
constexpr int inputs = 768;
constexpr int outputs = 96;
constexpr int batches[] = {1, 2, 3, 8, 32, 63, 64, 256, 512};
constexpr int most_rows = 512;
// In all types a scale is for 32 values or more; sums of squares are kept for this many.
constexpr int piece = 32;
constexpr int pieces = inputs / piece;

/// The number of deviations by which a value may be off. There are 300,000 different values, and one in 4e11 of a
/// normal distribution is further off.
constexpr double deviations = 7;

// MARK: random weights

/// Random numbers that are the same everywhere, so that a processor always gets the same verdict.
class Random {
    uint64_t state = 0x9E3779B97F4A7C15;

  public:
    uint32_t below(uint32_t limit) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return uint32_t((state >> 32) * limit >> 32);
    }
    uint8_t byte() { return uint8_t(below(256)); }
    double between(double low, double high) { return low + (high - low) * (below(1 << 24) + 0.5) / (1 << 24); }
};

/// A number that fits into a half, as its bits and as its value.
struct Half {
    uint16_t bits;
    double value;

    /// Creates a number between 2^exponent and 2^(exponent + 1); `exponent` is in -14...15.
    Half(Random &random, int exponent, bool is_negative = false) {
        const uint32_t mantissa = random.below(1024);
        bits = uint16_t((is_negative ? 0x8000u : 0u) | uint32_t(exponent + 15) << 10 | mantissa);
        value = std::ldexp(1024 + mantissa, exponent - 10) * (is_negative ? -1 : 1);
    }
};

/// A matrix of random weights in a type's own layout, with their values.
struct Weights {
    std::vector<uint8_t> bytes;
    std::vector<double> values;

    void put(Half half) {
        bytes.push_back(uint8_t(half.bits & 0xFF));
        bytes.push_back(uint8_t(half.bits >> 8));
    }
    void put(const std::vector<uint8_t> &more) { bytes.insert(bytes.end(), more.begin(), more.end()); }
};

std::vector<uint8_t> random_bytes(Random &random, size_t count) {
    std::vector<uint8_t> bytes(count);
    for (auto &byte : bytes) byte = random.byte();
    return bytes;
}

// Each of these functions adds one block. Scales differ by up to 4 between blocks, so that a kernel that mixes two up
// is off.

void add_f16(Weights &weights, Random &random) {
    const Half value(random, -int(random.below(4)), random.below(2) == 1);
    weights.put(value);
    weights.values.push_back(value.value);
}

/// Adds 32 numbers of 4 bits: the low halves of 16 bytes, then the high halves.
void add_nibbles(Weights &weights, Random &random, double scale, double offset) {
    const auto quants = random_bytes(random, 16);
    weights.put(quants);
    for (const uint8_t byte : quants) weights.values.push_back(scale * (byte & 0xF) + offset);
    for (const uint8_t byte : quants) weights.values.push_back(scale * (byte >> 4) + offset);
}

void add_q4_0(Weights &weights, Random &random) {
    const Half scale(random, -4 + int(random.below(2)));
    weights.put(scale);
    add_nibbles(weights, random, scale.value, -8 * scale.value);
}

void add_q4_1(Weights &weights, Random &random) {
    const int exponent = -4 + int(random.below(2));
    const Half scale(random, exponent), offset(random, exponent + 3, true);
    weights.put(scale);
    weights.put(offset);
    add_nibbles(weights, random, scale.value, offset.value);
}

void add_q8_0(Weights &weights, Random &random) {
    const Half scale(random, -8 + int(random.below(2)));
    weights.put(scale);
    for (int i = 0; i < 32; ++i) {
        // Never -128: no quantisation gives it, and kernels may take it for 128.
        const int quant = int(random.below(255)) - 127;
        weights.bytes.push_back(uint8_t(quant));
        weights.values.push_back(scale.value * quant);
    }
}

/// Adds 8 parts of 32 numbers of 4 bits. Each part has a scale and an offset of 6 bits, packed into 12 bytes.
void add_q4_k(Weights &weights, Random &random) {
    const Half scale(random, -9 + int(random.below(2))), offset(random, -6);
    const auto packed = random_bytes(random, 12);
    const auto quants = random_bytes(random, 128);
    weights.put(scale);
    weights.put(offset);
    weights.put(packed);
    weights.put(quants);
    for (int part = 0; part < 8; ++part) {
        int part_scale, part_offset;
        if (part < 4) {
            part_scale = packed[part] & 63;
            part_offset = packed[part + 4] & 63;
        } else {
            part_scale = (packed[part + 4] & 0xF) | packed[part - 4] >> 6 << 4;
            part_offset = packed[part + 4] >> 4 | packed[part] >> 6 << 4;
        }
        for (int i = 0; i < 32; ++i) {
            const uint8_t byte = quants[part / 2 * 32 + i];
            const int quant = part % 2 == 0 ? byte & 0xF : byte >> 4;
            weights.values.push_back(scale.value * part_scale * quant - offset.value * part_offset);
        }
    }
}

/// Adds 16 parts of 16 numbers of 6 bits, 4 of them in one place and 2 in another.
void add_q6_k(Weights &weights, Random &random) {
    const auto low = random_bytes(random, 128), high = random_bytes(random, 64);
    const auto scales = random_bytes(random, 16);
    const Half scale(random, -11 + int(random.below(2)));
    weights.put(low);
    weights.put(high);
    weights.put(scales);
    weights.put(scale);
    for (int i = 0; i < 256; ++i) {
        const int half = i / 128, quarter = i % 128 / 32, place = i % 32;
        const int nibbles = low[half * 64 + quarter % 2 * 32 + place];
        const int low_bits = quarter < 2 ? nibbles & 0xF : nibbles >> 4;
        const int high_bits = high[half * 32 + place] >> 2 * quarter & 3;
        weights.values.push_back(scale.value * int8_t(scales[i / 16]) * ((low_bits | high_bits << 4) - 32));
    }
}

/// A type of weights, and how finely kernels round the numbers that these are multiplied by.
struct Type {
    ggml_type type;
    void (*add)(Weights &, Random &);
    /// The number of values of a row that are rounded together, to multiples of the largest divided by `steps`.
    ///
    /// Kernels for Q4_0, Q4_1 and Q8_0 round rows to 8 bits in blocks of 32 (Q8_0, Q8_1), those for K types in blocks
    /// of 256 (Q8_K). For F16 they round to 11 bits; Arm also adds up in these, for which 256 leaves room.
    int block;
    int steps;
};

constexpr Type types[] = {
    {GGML_TYPE_F16, add_f16, 32, 256},   {GGML_TYPE_Q4_0, add_q4_0, 32, 127},  {GGML_TYPE_Q4_1, add_q4_1, 32, 127},
    {GGML_TYPE_Q8_0, add_q8_0, 32, 127}, {GGML_TYPE_Q4_K, add_q4_k, 256, 127}, {GGML_TYPE_Q6_K, add_q6_k, 256, 127},
};

// MARK: plain arithmetic

/// Returns rows to multiply by, with values from -2 to 2, smaller in some pieces than in others.
std::vector<float> random_rows(Random &random) {
    std::vector<float> rows;
    rows.reserve(most_rows * inputs);
    for (int i = 0; i < most_rows * pieces; ++i) {
        const double largest = random.between(0.5, 2);
        for (int k = 0; k < piece; ++k) rows.push_back(float(random.between(-largest, largest)));
    }
    return rows;
}

/// The products of a matrix and all rows, and how far off each may be.
struct Expected {
    std::vector<double> products;
    std::vector<double> allowed;

    Expected(const Type &type, const Weights &weights, const std::vector<float> &rows)
        : products(size_t(most_rows) * outputs), allowed(products.size()) {
        std::vector<double> turned(weights.values.size()), squares(size_t(pieces) * outputs);
        for (int output = 0; output < outputs; ++output) {
            for (int k = 0; k < inputs; ++k) {
                const double value = weights.values[size_t(output) * inputs + k];
                turned[size_t(k) * outputs + output] = value;
                squares[size_t(k / piece) * outputs + output] += value * value;
            }
        }
        for (int row = 0; row < most_rows; ++row) {
            const float *values = &rows[size_t(row) * inputs];
            double *sums = &products[size_t(row) * outputs], *off = &allowed[size_t(row) * outputs];
            for (int k = 0; k < inputs; ++k) add(sums, values[k], &turned[size_t(k) * outputs]);
            // Rounding to multiples of a step has a variance of step^2 / 12, and sums of many such errors are normal.
            for (int k = 0; k < inputs; k += piece) {
                const float *block = values + k / type.block * type.block;
                const double step = largest(block, type.block) / type.steps;
                add(off, step * step / 12, &squares[size_t(k / piece) * outputs]);
            }
            for (int output = 0; output < outputs; ++output) off[output] = deviations * std::sqrt(off[output]);
        }
    }

  private:
    static void add(double *__restrict sums, double factor, const double *__restrict values) {
        for (int output = 0; output < outputs; ++output) sums[output] += factor * values[output];
    }

    static double largest(const float *values, int count) {
        double result = 0;
        for (int i = 0; i < count; ++i) result = std::max(result, std::fabs(double(values[i])));
        return result;
    }
};

// MARK: llama.cpp's arithmetic

template <auto function>
struct Freeing {
    void operator()(auto *pointer) const { function(pointer); }
};
using Context = std::unique_ptr<ggml_context, Freeing<ggml_free>>;
using Buffer = std::unique_ptr<ggml_backend_buffer, Freeing<ggml_backend_buffer_free>>;
using Backend = std::unique_ptr<ggml_backend, Freeing<ggml_backend_free>>;

struct Untried {
    const char *why;
};

template <typename Pointer>
Pointer made(Pointer pointer, const char *why) {
    if (!pointer) throw Untried{why};
    return pointer;
}

Context context() {
    return made(Context(ggml_init({ggml_tensor_overhead() * 8 + ggml_graph_overhead(), nullptr, true})), "no memory");
}

class Check {
    int descriptor;
    ggml_backend_dev_t device;
    Backend backend;
    void (*set_threads)(ggml_backend_t, int);
    std::vector<ggml_backend_buffer_type_t> buffer_types;
    Random random;
    const std::vector<float> rows = random_rows(random);
    int tried = 0;
    int wrong = 0;
    std::set<std::string> buffers;

    void say(const std::string &line) const {
        const std::string whole = line + "\n";
        [[maybe_unused]] const auto written = write(descriptor, whole.data(), whole.size());
    }

    template <typename Function>
    Function *function(const char *name) const {
        return reinterpret_cast<Function *>(ggml_backend_reg_get_proc_address(ggml_backend_dev_backend_reg(device), name));
    }

  public:
    explicit Check(int descriptor) : descriptor(descriptor) {
        // If backends are files of their own, none is loaded yet.
        if (ggml_backend_dev_count() == 0) ggml_backend_load_all();
        for (size_t i = 0; i < ggml_backend_dev_count(); ++i) name(ggml_backend_dev_get(i));
        device = made(ggml_backend_dev_by_type(GGML_BACKEND_DEVICE_TYPE_CPU), "llama.cpp has no backend for the processor");
        backend = made(Backend(ggml_backend_dev_init(device, nullptr)), "llama.cpp's backend for the processor doesn't start");
        set_threads = function<void(ggml_backend_t, int)>("ggml_backend_set_n_threads");
        // Kernels for weights in another order run only in buffers of their own kind.
        buffer_types = {ggml_backend_dev_buffer_type(device)};
        if (auto *extra = function<ggml_backend_buffer_type_t *(ggml_backend_dev_t)>("ggml_backend_dev_get_extra_bufts")) {
            for (auto *type = extra(device); type && *type; ++type) buffer_types.push_back(*type);
        }
    }

    /// Reports a device if it is a GPU, which isn't tried.
    void name(ggml_backend_dev_t device) const {
        const auto type = ggml_backend_dev_type(device);
        if (type != GGML_BACKEND_DEVICE_TYPE_GPU && type != GGML_BACKEND_DEVICE_TYPE_IGPU) return;
        size_t free = 0, total = 0;
        ggml_backend_dev_memory(device, &free, &total);
        say(std::string("device ") + ggml_backend_dev_name(device) + ": " + ggml_backend_dev_description(device) + ", " +
            std::to_string(free >> 20) + " of " + std::to_string(total >> 20) + " MB free");
    }

    int32_t run() {
        for (const Type &type : types) {
            Weights weights;
            while (weights.values.size() < size_t(inputs) * outputs) type.add(weights, random);
            const Expected expected(type, weights, rows);
            for (auto *buffer_type : buffer_types) multiply(type, weights, expected, buffer_type);
        }
        if (wrong > 0) return CLLAMA_COMPUTE_WRONG;
        std::string line = "ok " + std::to_string(tried) + " products";
        for (const auto &name : buffers) line += (name == *buffers.begin() ? " in " : ", ") + name;
        say(line);
        return CLLAMA_COMPUTE_RIGHT;
    }

  private:
    /// Returns whether a buffer type has kernels for a type. llama.cpp asks an empty tensor in the same way before it
    /// puts weights into a buffer.
    bool is_supported(const Type &type, ggml_backend_buffer_type_t buffer_type) const {
        const Context probe = context();
        auto *matrix = ggml_new_tensor_2d(probe.get(), type.type, inputs, outputs);
        const Buffer empty = made(Buffer(ggml_backend_buft_alloc_buffer(buffer_type, 0)), "no memory");
        matrix->buffer = empty.get();
        return ggml_backend_dev_supports_op(
            device, ggml_mul_mat(probe.get(), matrix, ggml_new_tensor_2d(probe.get(), GGML_TYPE_F32, inputs, most_rows)));
    }

    void multiply(const Type &type, const Weights &weights, const Expected &expected, ggml_backend_buffer_type_t buffer_type) {
        if (!is_supported(type, buffer_type)) return;
        const Context context = ::context();
        auto *matrix = ggml_new_tensor_2d(context.get(), type.type, inputs, outputs);
        if (ggml_nbytes(matrix) != weights.bytes.size()) throw Untried{"llama.cpp lays its types out in another way"};
        const Buffer buffer = made(Buffer(ggml_backend_alloc_ctx_tensors_from_buft(context.get(), buffer_type)), "no memory");
        ggml_backend_buffer_set_usage(buffer.get(), GGML_BACKEND_BUFFER_USAGE_WEIGHTS);
        ggml_backend_tensor_set(matrix, weights.bytes.data(), 0, weights.bytes.size());
        for (const int threads : {1, 2}) {
            if (set_threads) set_threads(backend.get(), threads);
            for (const int count : batches) {
                const std::string name = std::string(ggml_type_name(type.type)) + " x " + std::to_string(count) +
                    " rows in " + ggml_backend_buft_name(buffer_type) + ", " + (threads == 1 ? "1 thread" : "2 threads");
                say("try " + name);
                compare(product(matrix, count), expected, name);
            }
        }
        buffers.insert(ggml_backend_buft_name(buffer_type));
    }

    std::vector<float> product(ggml_tensor *matrix, int count) const {
        const Context context = ::context();
        auto *batch = ggml_new_tensor_2d(context.get(), GGML_TYPE_F32, inputs, count);
        auto *result = ggml_mul_mat(context.get(), matrix, batch);
        auto *graph = ggml_new_graph(context.get());
        ggml_build_forward_expand(graph, result);
        const Buffer buffer = made(Buffer(ggml_backend_alloc_ctx_tensors(context.get(), backend.get())), "no memory");
        // Values that a kernel leaves out stay NaN.
        std::vector<float> values(size_t(count) * outputs, std::numeric_limits<float>::quiet_NaN());
        ggml_backend_tensor_set(batch, rows.data(), 0, ggml_nbytes(batch));
        ggml_backend_tensor_set(result, values.data(), 0, ggml_nbytes(result));
        if (ggml_backend_graph_compute(backend.get(), graph) == GGML_STATUS_SUCCESS) {
            ggml_backend_tensor_get(result, values.data(), 0, ggml_nbytes(result));
        }
        return values;
    }

    void compare(const std::vector<float> &values, const Expected &expected, const std::string &name) {
        double most = 0, is_off = 0, may_be = 0;
        int count = 0;
        for (size_t i = 0; i < values.size(); ++i) {
            const double off = std::fabs(values[i] - expected.products[i]);
            // Written so that NaN is never within bounds.
            if (off <= expected.allowed[i]) continue;
            ++count;
            const double ratio = std::isfinite(off) ? off / expected.allowed[i] : std::numeric_limits<double>::infinity();
            if (ratio > most) most = ratio, is_off = off, may_be = expected.allowed[i];
        }
        ++tried;
        if (count == 0) return;
        ++wrong;
        char numbers[160];
        std::snprintf(numbers, sizeof numbers, ": %d of %zu values, one is off by %.3g and may be by %.3g", count,
                      values.size(), is_off, may_be);
        say("wrong " + name + numbers);
    }
};

}  // namespace

int32_t cllama_compute_check(int32_t descriptor) {
    // A process that is expected to crash leaves no core file.
    const rlimit nothing{0, 0};
    setrlimit(RLIMIT_CORE, &nothing);
    const char *why = "an exception of unknown type";
    std::string what;
    try {
        return Check(descriptor).run();
    } catch (const Untried &untried) {
        why = untried.why;
    } catch (const std::exception &error) {
        what = error.what();
        why = what.c_str();
    } catch (...) {
    }
    dprintf(descriptor, "untried %s\n", why);
    return CLLAMA_COMPUTE_UNTRIED;
}

const char *cllama_compute_library(void) {
    Dl_info info;
    return dladdr(reinterpret_cast<void *>(&ggml_mul_mat), &info) != 0 && info.dli_fname ? info.dli_fname : "";
}
