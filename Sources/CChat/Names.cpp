#include "Names.h"

#include <algorithm>
#include <set>

namespace {

using jinja::token;

const std::set<std::string> keywords = {
    "and",   "or",    "not",   "in",    "is",      "if",       "elif",       "else",          "endif", "for",
    "endfor", "set",   "endset", "macro", "endmacro", "call",     "endcall",    "filter",        "endfilter", "break",
    "continue", "generation", "endgeneration", "true", "false", "none", "True", "False", "None", "loop", "recursive",
};

/// The tokens of one statement or expression.
struct Stretch {
    const std::vector<token> &tokens;
    size_t begin, end;

    bool is(size_t index, token::type type) const { return index >= begin && index < end && tokens[index].t == type; }
    bool is(size_t index, const char *word) const {
        return is(index, token::identifier) && tokens[index].value == word;
    }

    /// True if a variable stands there, and not an attribute, a filter, a test, a function or the name of an argument.
    bool is_variable(size_t index) const {
        if (!is(index, token::identifier) || keywords.count(tokens[index].value)) return false;
        if (is(index - 1, token::dot) || is(index - 1, token::pipe)) return false;
        if (is(index - 1, "is") || (is(index - 1, "not") && is(index - 2, "is"))) return false;
        return !is(index + 1, token::open_paren) && !is(index + 1, token::call_operator) && !is(index + 1, token::equals);
    }
};

/// Adds the names that a stretch sets, from `begin` to before `end`.
void add_set(std::set<std::string> &own, const Stretch &stretch, size_t begin, size_t end) {
    for (size_t index = begin; index < end; index++) {
        if (stretch.is(index, token::identifier)) own.insert(stretch.tokens[index].value);
    }
}

}  // namespace

std::vector<std::string> names(const std::vector<token> &tokens) {
    std::vector<std::string> found;
    std::set<std::string> own, seen;
    for (size_t index = 0; index < tokens.size(); index++) {
        if (tokens[index].t != token::open_statement && tokens[index].t != token::open_expression) continue;
        const bool is_statement = tokens[index].t == token::open_statement;
        const auto close = is_statement ? token::close_statement : token::close_expression;
        const auto last = std::find_if(
            tokens.begin() + std::ptrdiff_t(index), tokens.end(), [&](const token &one) { return one.t == close; });
        const Stretch stretch{tokens, index + 1, size_t(last - tokens.begin())};
        size_t read = stretch.begin;
        size_t set_end = stretch.begin;
        if (is_statement && (stretch.is(stretch.begin, "macro") || stretch.is(stretch.begin, "call"))) {
            // The parameters; what a default reads isn't looked for.
            add_set(own, stretch, stretch.begin + 1, stretch.end);
            read = stretch.is(stretch.begin, "macro") ? stretch.end : stretch.begin;
        } else if (is_statement && (stretch.is(stretch.begin, "set") || stretch.is(stretch.begin, "for"))) {
            const bool is_set = stretch.is(stretch.begin, "set");
            while (set_end < stretch.end && !(is_set ? stretch.is(set_end, token::equals) : stretch.is(set_end, "in"))) {
                set_end++;
            }
            read = set_end;
            // A loop's names stand in the condition behind the list as well.
            if (!is_set) add_set(own, stretch, stretch.begin + 1, set_end);
        }
        for (size_t place = read; place < stretch.end; place++) {
            if (!stretch.is_variable(place)) continue;
            const std::string &name = tokens[place].value;
            if (!own.count(name) && seen.insert(name).second) found.push_back(name);
        }
        // Set after it is read: `set x = x or 1` reads the caller's.
        if (set_end > stretch.begin) add_set(own, stretch, stretch.begin + 1, set_end);
        index = stretch.end;
    }
    return found;
}
