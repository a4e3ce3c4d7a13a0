#pragma once

#include <string_view>

namespace pgslate::testing {

/// Is the text one JSON document (RFC 8259) and nothing else, but for white space around it?
bool is_json(std::string_view text);

} // namespace pgslate::testing
