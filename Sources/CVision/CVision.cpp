#include "CVision.h"

#include <mtmd-helper.h>
#include <mtmd.h>
#include <webp/decode.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

struct cvision_projector {
    mtmd::context_ptr context;
    int32_t width;
};

struct cvision_input {
    mtmd::input_chunks_ptr chunks;
    uint64_t pixels = 0;
};

namespace {

/// libmtmd has one logger for the whole process.
std::mutex log_mutex;
std::string last_error;

void note(ggml_log_level level, const char *text, void *) {
    const std::lock_guard lock(log_mutex);
    if (level == GGML_LOG_LEVEL_ERROR) last_error = text;
}

void start() {
    static std::once_flag once;
    std::call_once(once, [] { mtmd_helper_log_set(note, nullptr); });
    const std::lock_guard lock(log_mutex);
    last_error.clear();
}

void put(cvision_problem *problem, std::string text) {
    const size_t length = std::min(text.size(), sizeof problem->text - 1);
    std::memcpy(problem->text, text.data(), length);
    problem->text[length] = 0;
}

/// Returns the last logged error in a line, without the function's name in front.
std::string logged(const char *usual) {
    const std::lock_guard lock(log_mutex);
    std::string text = last_error.substr(0, last_error.find('\n'));
    for (const char *prefix : {"error: ", ": "}) {
        const size_t found = text.find(prefix);
        if (found != std::string::npos) text = text.substr(found + std::strlen(prefix));
    }
    return text.empty() ? usual : text;
}

/// FNV-1a, in words of eight bytes: the pixels of a large image are many.
uint64_t hash(const unsigned char *bytes, size_t length, uint64_t value) {
    constexpr uint64_t prime = 0x100000001b3;
    for (; length >= 8; bytes += 8, length -= 8) {
        uint64_t word;
        std::memcpy(&word, bytes, 8);
        value = (value ^ word) * prime;
        value ^= value >> 29;
    }
    for (size_t i = 0; i < length; ++i) value = (value ^ bytes[i]) * prime;
    return value;
}

cvision_input *split(const cvision_projector *projector, mtmd::bitmap bitmap, cvision_problem *problem) {
    auto result = std::make_unique<cvision_input>();
    if (const auto *data = bitmap.data()) {
        const uint32_t size[] = {bitmap.nx(), bitmap.ny()};
        result->pixels = hash(reinterpret_cast<const unsigned char *>(size), sizeof size, 0xcbf29ce484222325);
        result->pixels = hash(data, bitmap.n_bytes(), result->pixels);
        bitmap.set_id(std::to_string(result->pixels).c_str());
    }
    result->chunks.reset(mtmd_input_chunks_init());
    const mtmd_input_part part{nullptr, bitmap.ptr.get()};
    const mtmd_input_part *parts[] = {&part};
    if (mtmd_tokenize_from_parts(projector->context.get(), result->chunks.get(), parts, 1, false) != 0) {
        put(problem, logged("it can't be fitted to the model"));
        return nullptr;
    }
    return result.release();
}

/// Decodes a WebP file, which llama.cpp gives to a program beside it. As for other files, transparency is left out.
mtmd_bitmap *decode_webp(const uint8_t *bytes, size_t length, cvision_problem *problem) {
    WebPBitstreamFeatures facts;
    if (WebPGetFeatures(bytes, length, &facts) != VP8_STATUS_OK) {
        put(problem, "its pixels can't be decoded");
        return nullptr;
    }
    if (facts.has_animation) {
        put(problem, "it is animated, and a model here reads a single picture");
        return nullptr;
    }
    const size_t row = 3 * size_t(facts.width);
    std::vector<uint8_t> pixels(row * size_t(facts.height));
    if (!WebPDecodeRGBInto(bytes, length, pixels.data(), pixels.size(), int(row))) {
        put(problem, "its pixels can't be decoded");
        return nullptr;
    }
    return mtmd_bitmap_init(uint32_t(facts.width), uint32_t(facts.height), pixels.data());
}

bool is_webp(const uint8_t *bytes, size_t length) {
    return length >= 12 && std::memcmp(bytes, "RIFF", 4) == 0 && std::memcmp(bytes + 8, "WEBP", 4) == 0;
}

}  // namespace

cvision_projector *cvision_open(
    const char *path, const void *model, int32_t threads, bool uses_gpu, cvision_problem *problem) {
    start();
    try {
        auto parameters = mtmd_context_params_default();
        parameters.use_gpu = uses_gpu;
        parameters.print_timings = false;
        parameters.n_threads = threads;
        parameters.warmup = false;
        const auto *loaded = static_cast<const llama_model *>(model);
        auto result = std::make_unique<cvision_projector>();
        result->context.reset(mtmd_init_from_file(path, loaded, parameters));
        result->width = llama_model_n_embd_inp(loaded);
        if (!result->context) {
            put(problem, logged("llama.cpp gave no reason"));
            return nullptr;
        }
        if (!mtmd_support_vision(result->context.get())) {
            put(problem, "it has no encoder for images");
            return nullptr;
        }
        return result.release();
    } catch (const std::exception &error) {
        put(problem, error.what());
        return nullptr;
    }
}

void cvision_close(cvision_projector *projector) { delete projector; }

cvision_facts cvision_describe(const cvision_projector *projector) {
    return {
        .width = projector->width,
        .sees_all = mtmd_decode_use_non_causal(projector->context.get(), nullptr),
        .sections = mtmd_decode_use_mrope(projector->context.get()) ? 4 : 1,
    };
}

cvision_input *cvision_read(
    const cvision_projector *projector, const uint8_t *bytes, size_t length, cvision_problem *problem) {
    start();
    try {
        if (is_webp(bytes, length)) {
            auto *decoded = decode_webp(bytes, length, problem);
            return decoded ? split(projector, mtmd::bitmap(decoded), problem) : nullptr;
        }
        const auto decoded = mtmd_helper_bitmap_init_from_buf(
            projector->context.get(), bytes, length, false, mtmd_helper_init_opt_default());
        if (!decoded.bitmap) {
            put(problem, "its pixels can't be decoded");
            return nullptr;
        }
        return split(projector, mtmd::bitmap(decoded.bitmap), problem);
    } catch (const std::exception &error) {
        put(problem, error.what());
        return nullptr;
    }
}

cvision_input *cvision_measure(
    const cvision_projector *projector, uint32_t width, uint32_t height, cvision_problem *problem) {
    start();
    try {
        return split(projector, mtmd::bitmap(width, height, nullptr), problem);
    } catch (const std::exception &error) {
        put(problem, error.what());
        return nullptr;
    }
}

cvision_input *cvision_take(void *chunks) {
    auto *result = new cvision_input;
    result->chunks.reset(static_cast<mtmd_input_chunks *>(chunks));
    return result;
}

void cvision_input_free(cvision_input *input) { delete input; }

uint64_t cvision_pixels(const cvision_input *input) { return input->pixels; }

size_t cvision_part_count(const cvision_input *input) { return mtmd_input_chunks_size(input->chunks.get()); }

cvision_part cvision_part_at(const cvision_input *input, size_t index) {
    const auto *chunk = mtmd_input_chunks_get(input->chunks.get(), index);
    if (mtmd_input_chunk_get_type(chunk) == MTMD_INPUT_CHUNK_TYPE_TEXT) {
        size_t count = 0;
        const auto *tokens = mtmd_input_chunk_get_tokens_text(chunk, &count);
        return {.tokens = tokens, .count = count, .positions = int32_t(count)};
    }
    return {
        .tokens = nullptr,
        .count = mtmd_input_chunk_get_n_tokens(chunk),
        .positions = mtmd_input_chunk_get_n_pos(chunk),
    };
}

bool cvision_encode(
    cvision_projector *projector, const cvision_input *input, size_t index, float *vectors, cvision_problem *problem) {
    start();
    try {
        const auto *chunk = mtmd_input_chunks_get(input->chunks.get(), index);
        if (mtmd_encode_chunk(projector->context.get(), chunk) != 0) {
            put(problem, logged("llama.cpp gave no reason"));
            return false;
        }
        const float *made = mtmd_get_output_embd(projector->context.get());
        std::copy_n(made, mtmd_input_chunk_get_n_tokens(chunk) * size_t(projector->width), vectors);
        return true;
    } catch (const std::exception &error) {
        put(problem, error.what());
        return false;
    }
}

void cvision_positions(
    const cvision_projector *projector, const cvision_input *input, size_t index, int32_t first, int32_t *positions) {
    const auto *chunk = mtmd_input_chunks_get(input->chunks.get(), index);
    const size_t count = mtmd_input_chunk_get_n_tokens(chunk);
    const auto *image = mtmd_input_chunk_get_tokens_image(chunk);
    if (!mtmd_decode_use_mrope(projector->context.get()) || !image) {
        for (size_t i = 0; i < count; ++i) positions[i] = first + int32_t(i);
        return;
    }
    for (size_t i = 0; i < count; ++i) {
        const auto place = mtmd_image_tokens_get_decoder_pos(image, first, i);
        positions[i] = int32_t(place.t);
        positions[i + count] = int32_t(place.y);
        positions[i + 2 * count] = int32_t(place.x);
        positions[i + 3 * count] = int32_t(place.z);
    }
}
