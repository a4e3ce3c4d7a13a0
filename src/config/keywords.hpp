#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pgslate::config {

/// libpq connection keywords and their values, in order, each keyword once.
using Keywords = std::vector<std::pair<std::string, std::string>>;

/// The keywords of libpq 13 to 18: PostgreSQL manual, "Database Connection Control Functions",
/// "Parameter Key Words". An older libpq refuses by itself what it does not know yet.
const std::vector<std::string_view>& libpq_keywords();

bool is_libpq_keyword(std::string_view word);

/// Whether the value of a keyword must not be shown.
bool is_secret_keyword(std::string_view word);

/// The value of `keyword`, or nullptr.
const std::string* find_keyword(const Keywords& keywords, std::string_view keyword);

} // namespace pgslate::config
