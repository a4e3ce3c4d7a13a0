#pragma once

#include "sql/connection_secrets.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::sql {

/// Where secrets stand in a text.
struct Secrets {
    std::vector<Span> spans;
    std::set<std::string> values; ///< as they stand there, and as they are meant
};

/// Finds the secrets of an SQL text, as secrets.hpp says which they are. The inside of a string may
/// be SQL, a connection string, or anything else: that is prose. `depth`: in how many strings it
/// stands.
Secrets find_secrets(std::string_view text, Texture texture = Texture::code, int depth = 0);

} // namespace pgslate::sql
