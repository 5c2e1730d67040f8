// What the files of this target share: a parsed template, and what rendering it may take.
#pragma once

#include "CChat.h"

#include <chat.h>

#include <chrono>
#include <string>
#include <vector>

/// A template that is larger, or takes more, isn't one that a model needs: the largest known one has 30 kB, and renders
/// a thousand turns with less than a tenth of this.
inline constexpr size_t largest_template = 1 << 20;
inline constexpr size_t most_steps = 2'000'000;
inline constexpr size_t most_bytes = size_t(256) << 20;
inline constexpr size_t deepest = 300;
inline constexpr auto longest = std::chrono::seconds(5);

/// Limits what llama.cpp's template engine may take on this thread while the object exists.
struct Bounds {
    Bounds() {
        auto &limits = jinja::limits::current();
        limits = {};
        limits.steps = most_steps;
        limits.bytes = most_bytes;
        limits.depth_max = deepest;
        limits.deadline = std::chrono::steady_clock::now() + longest;
    }
    ~Bounds() { jinja::limits::current() = {}; }
    Bounds(const Bounds &) = delete;
};

/// Writes a text, cut to the room that there is.
void put(cchat_problem *problem, const std::string &text);

struct cchat_template {
    jinja::program program;
    std::string source;
    std::string bos;
    std::string eos;
    jinja::caps abilities;
    bool thinks = false;
    std::string thoughts_start;
    std::vector<std::string> thoughts_ends;
    std::vector<std::string> names;
};
