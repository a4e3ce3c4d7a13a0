#include "catalog/identity.hpp"

#include "base/format.hpp"
#include "sql/name.hpp"

namespace pgslate::catalog {
namespace {

std::string dotted(const std::vector<std::string>& names, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) text += '.';
        text += sql::quoted(sql::Identifier(names[i]));
    }
    return text;
}

} // namespace

std::string to_string(const Identity& identity) {
    const auto& names = identity.names;
    switch (identity.kind) {
    case Kind::comment: return format("comment on {}", to_string(Identity{identity.of, names, {}}));
    case Kind::statement: return format("statement {} of {}", names.back(), names.front());
    case Kind::function: return format("function {} with {} arguments", dotted(names, 2), names[2]);
    default: return format("{} {}", to_string(identity.kind), dotted(names, names.size()));
    }
}

Identity comment_on(const Identity& subject) {
    return {Kind::comment, subject.names, subject.kind};
}

} // namespace pgslate::catalog
