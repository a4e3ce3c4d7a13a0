#include "sql/name.hpp"

#include "base/format.hpp"

#include <algorithm>

namespace pgslate::sql {
namespace {

std::string wrap(std::string_view text, char quote) {
    std::string wrapped(1, quote);
    for (const char c : text) {
        if (c == quote) wrapped += quote;
        wrapped += c;
    }
    return wrapped += quote;
}

bool starts_plain(char c) {
    return (c >= 'a' && c <= 'z') || c == '_';
}

bool continues_plain(char c) {
    return starts_plain(c) || (c >= '0' && c <= '9');
}

bool is_plain(const std::string& name) {
    return !name.empty() && starts_plain(name.front()) && std::ranges::all_of(name, continues_plain)
           && !is_keyword(name);
}

} // namespace

std::string quoted(const Identifier& name) {
    return is_plain(name.name()) ? name.name() : wrap(name.name(), '"');
}

std::string quoted(const QualifiedName& name) {
    return format("{}.{}", quoted(Identifier(name.schema())), quoted(Identifier(name.name())));
}

std::string quoted(const Literal& value) {
    return wrap(value.value(), '\'');
}

} // namespace pgslate::sql
