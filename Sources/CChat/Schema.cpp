#include "CChat.h"

#include <json-schema-to-grammar.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>

char *cchat_grammar_of_schema(const char *schema, size_t length, cchat_problem *problem) {
    *problem = {};
    std::string reason;
    try {
        const std::string grammar = json_schema_to_grammar(common_json::parse(std::string(schema, length)), true);
        if (char *text = static_cast<char *>(std::malloc(grammar.size() + 1))) {
            std::memcpy(text, grammar.c_str(), grammar.size() + 1);
            return text;
        }
        reason = "there isn't enough memory";
    } catch (const std::exception &error) {
        reason = error.what();
    } catch (...) {
        reason = "an exception of unknown type";
    }
    const size_t count = std::min(reason.size(), sizeof problem->text - 1);
    std::memcpy(problem->text, reason.data(), count);
    return nullptr;
}

void cchat_grammar_free(char *grammar) { std::free(grammar); }
