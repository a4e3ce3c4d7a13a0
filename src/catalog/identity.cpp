#include "catalog/identity.hpp"

#include "base/format.hpp"
#include "sql/name.hpp"

#include <functional>

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

bool is_number(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

// Of a list as format_type() writes it: a comma stands between two types, or in a quoted name.
std::size_t count_types(std::string_view list) {
    if (list.empty()) return 0;
    std::size_t count = 1;
    bool quoted = false;
    for (const char c : list) {
        if (c == '"') quoted = !quoted;
        if (c == ',' && !quoted) ++count;
    }
    return count;
}

// A model knows how many arguments there are, a server of which types.
std::string routine(const std::vector<std::string>& names) {
    if (is_number(names.at(2)))
        return format("function {} with {} argument{}", dotted(names, 2), names[2],
                      names[2] == "1" ? "" : "s");
    return format("function {}({})", dotted(names, 2), names[2]);
}

std::string about(std::string_view what, const Identity& annotation) {
    return format("{} {}", what, to_string(subject_of(annotation)));
}

// The words for what has a name of its own kind.
std::string plain(const Identity& identity) {
    const auto& names = identity.names;
    const auto kind = to_string(identity.kind);
    switch (identity.kind) {
    case Kind::statement: return format("statement {} of {}", names.back(), names.front());
    case Kind::function: return routine(names);
    case Kind::operator_:
        return format("operator {}.{}({})", sql::quoted(sql::Identifier(names.at(0))), names.at(1),
                      names.at(2));
    case Kind::operator_class:
    case Kind::operator_family:
        return format("{} {} using {}", kind, dotted(names, 2), names.at(2));
    case Kind::cast: return format("cast ({} as {})", names.at(0), names.at(1));
    case Kind::transform: return format("transform for {} language {}", names.at(0), names.at(1));
    case Kind::user_mapping:
        return format("user mapping for {} server {}", names.at(1), names.at(0));
    case Kind::default_privileges:
        return names.at(1).empty()
                   ? format("default privileges of {} for {}", names.at(0), names.at(2))
                   : format("default privileges of {} for {} in schema {}", names.at(0),
                            names.at(2), names.at(1));
    default: return format("{} {}", kind, dotted(names, names.size()));
    }
}

} // namespace

bool is_annotation(Kind kind) {
    return kind == Kind::comment || kind == Kind::owner || kind == Kind::privileges
           || kind == Kind::security_label || kind == Kind::extension_dependency;
}

Identity subject_of(const Identity& identity) {
    if (!is_annotation(identity.kind)) return identity;
    const bool has_name_besides = identity.kind != Kind::comment && identity.kind != Kind::owner;
    const auto& names = identity.names;
    return {identity.of, has_name_besides ? Names(names.begin(), names.end() - 1) : names, {}};
}

std::optional<std::string> schema_of(const Identity& identity) {
    const auto kind = is_annotation(identity.kind) ? identity.of : identity.kind;
    if (kind != Kind::schema && !lives_in_schema(kind)) return std::nullopt;
    return identity.names.front();
}

bool comes_with_a_database(const Identity& identity) {
    return identity == Identity{Kind::schema, {"public"}, {}};
}

bool comes_with_a_comment(const Identity& identity) {
    return comes_with_a_database(identity) || identity.kind == Kind::extension;
}

std::size_t hash_of(const Identity& identity) {
    constexpr std::size_t multiplier = 1099511628211U; // FNV's prime
    const auto kinds = static_cast<std::size_t>(identity.kind) * multiplier
                       + static_cast<std::size_t>(identity.of);
    return kinds * multiplier + identity.names.hash();
}

std::string to_string(const Identity& identity) {
    switch (identity.kind) {
    case Kind::comment: return about("comment on", identity);
    case Kind::owner: return about("owner of", identity);
    case Kind::privileges:
        return format("privileges of {} on {}", identity.name(), to_string(subject_of(identity)));
    case Kind::security_label:
        return format("security label of {} on {}", identity.name(),
                      to_string(subject_of(identity)));
    case Kind::extension_dependency:
        return format("dependency on extension {} of {}", identity.name(),
                      to_string(subject_of(identity)));
    default: return plain(identity);
    }
}

Identity part_of(const Identity& whole, Kind kind, const std::string& name) {
    return {kind, {whole.names.at(0), whole.names.at(1), name}, {}};
}

Identity comment_on(const Identity& subject) {
    return {Kind::comment, subject.names, subject.kind};
}

Identity as_models_say(Identity identity) {
    if (identity.kind != Kind::function && identity.of != Kind::function) return identity;
    const auto& arguments = identity.names.at(2);
    if (!is_number(arguments))
        identity.names = identity.names.with(2, format("{}", count_types(arguments)));
    return identity;
}

} // namespace pgslate::catalog
