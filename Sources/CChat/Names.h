// The names that a template reads.
#pragma once

#include <chat.h>

#include <string>
#include <vector>

/// Returns the names that are read and not set before, in the order of the text.
std::vector<std::string> names(const std::vector<jinja::token> &tokens);
