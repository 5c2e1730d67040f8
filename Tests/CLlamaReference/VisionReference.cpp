#include "VisionReference.h"

#include <mtmd-helper.h>
#include <mtmd.h>

#include <algorithm>
#include <memory>
#include <string>

int32_t reference_vision(
    const char *model_path, const char *projector_path, const uint8_t *image, size_t length, const char *before,
    const char *after, float *logits, size_t vocabulary) {
    auto model_parameters = llama_model_default_params();
    const std::unique_ptr<llama_model, decltype(&llama_model_free)> model(
        llama_model_load_from_file(model_path, model_parameters), llama_model_free);
    if (!model) return -1;
    auto parameters = llama_context_default_params();
    parameters.n_ctx = 1024;
    parameters.n_batch = parameters.n_ubatch = 512;
    parameters.n_threads = parameters.n_threads_batch = 1;
    parameters.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_DISABLED;
    const std::unique_ptr<llama_context, decltype(&llama_free)> context(
        llama_init_from_model(model.get(), parameters), llama_free);
    auto vision_parameters = mtmd_context_params_default();
    vision_parameters.use_gpu = false;
    vision_parameters.print_timings = false;
    vision_parameters.warmup = false;
    vision_parameters.n_threads = 1;
    const mtmd::context_ptr vision(mtmd_init_from_file(projector_path, model.get(), vision_parameters));
    if (!context || !vision) return -2;
    mtmd::bitmap bitmap(
        mtmd_helper_bitmap_init_from_buf(vision.get(), image, length, false, mtmd_helper_init_opt_default()).bitmap);
    if (!bitmap.ptr) return -3;
    const std::string text = std::string(before) + mtmd_default_marker() + after;
    const mtmd_input_text input{text.c_str(), text.size(), false, true};
    const mtmd_bitmap *bitmaps[] = {bitmap.ptr.get()};
    const mtmd::input_chunks_ptr chunks(mtmd_input_chunks_init());
    if (mtmd_tokenize(vision.get(), chunks.get(), &input, bitmaps, 1) != 0) return -4;
    llama_pos end = 0;
    if (mtmd_helper_eval_chunks(vision.get(), context.get(), chunks.get(), 0, 0, 512, true, &end) != 0) return -5;
    const float *row = llama_get_logits_ith(context.get(), -1);
    if (!row || size_t(llama_vocab_n_tokens(llama_model_get_vocab(model.get()))) != vocabulary) return -6;
    std::copy_n(row, vocabulary, logits);
    return int32_t(mtmd_helper_get_n_tokens(chunks.get()));
}

namespace {

const mtmd_input_chunks *typed(const void *chunks) { return static_cast<const mtmd_input_chunks *>(chunks); }

}  // namespace

void *reference_chunks_create() { return mtmd_test_create_input_chunks(); }

size_t reference_chunks_size(const void *chunks) { return mtmd_input_chunks_size(typed(chunks)); }

size_t reference_chunks_tokens(const void *chunks) { return mtmd_helper_get_n_tokens(typed(chunks)); }

reference_chunk reference_chunks_at(const void *chunks, size_t index) {
    const auto *chunk = mtmd_input_chunks_get(typed(chunks), index);
    reference_chunk result{};
    result.positions = mtmd_input_chunk_get_n_pos(chunk);
    if (mtmd_input_chunk_get_type(chunk) == MTMD_INPUT_CHUNK_TYPE_TEXT) {
        result.tokens = mtmd_input_chunk_get_tokens_text(chunk, &result.count);
    } else if (mtmd_input_chunk_get_type(chunk) == MTMD_INPUT_CHUNK_TYPE_IMAGE) {
        const auto *image = mtmd_input_chunk_get_tokens_image(chunk);
        result.is_image = true;
        result.count = mtmd_image_tokens_get_n_tokens(image);
        result.id = mtmd_image_tokens_get_id(image);
    }
    return result;
}

void reference_chunks_position(const void *chunks, size_t index, int32_t first, size_t vector, int32_t *position) {
    const auto *image = mtmd_input_chunk_get_tokens_image(mtmd_input_chunks_get(typed(chunks), index));
    const auto place = mtmd_image_tokens_get_decoder_pos(image, first, vector);
    const uint32_t numbers[] = {place.t, place.y, place.x, place.z};
    std::copy_n(numbers, 4, position);
}
