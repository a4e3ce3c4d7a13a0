// Secrets in what is no SQL: connection strings, URLs, `name=value` and `name: value`.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pgslate::sql {

/// A part of a text, as offsets.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// How sure it is that a text has a value behind a name for a secret.
enum class Texture {
    code, ///< `password = x` may compare columns: only a literal is a value, or `password=x`
    prose ///< everything that could be a value is one
};

/// The values of names for secrets (names_secret), and what stands before the @ of URLs.
std::vector<Span> secrets_in_text(std::string_view text, Texture texture);

/// A keyword of a connection string that is no URL (PostgreSQL manual, "Connection Strings"), with
/// its value without quotes; what is no keyword has no name.
struct ConnectionKeyword {
    std::string_view name;
    Span value;
};
std::vector<ConnectionKeyword> connection_keywords(std::string_view text);

/// Is all of it keywords with their values, and one of them says where to connect to?
bool is_connection(std::string_view text);

/// Of a text that is a connection string of libpq, as a whole: the values of all keywords that are
/// not known to be harmless, and everything that does not belong there.
std::vector<Span> secrets_in_connection(std::string_view text);

} // namespace pgslate::sql
