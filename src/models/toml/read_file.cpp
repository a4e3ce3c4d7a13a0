#include "models/toml/read_file.hpp"

#include "base/format.hpp"
#include "base/toml_depth.hpp"
#include "models/toml/read_objects.hpp"

#include <array>

namespace pgslate::models {
namespace {

struct Section {
    const char* key;
    void (*read)(Scope&, const Entry&);
};

constexpr std::array sections = {
    Section{"extension", read_extension},
    Section{"enum", read_enum},
    Section{"domain", read_domain},
    Section{"type", read_composite},
    Section{"range", read_range},
    Section{"sequence", read_sequence},
    Section{"table", read_table},
    Section{"view", read_view},
    Section{"materialized_view", read_materialized_view},
    Section{"statistics", read_statistics},
};

void read_section(Scope& scope, TomlReader& file, const Section& section) {
    const auto* table = file.subtable(section.key);
    if (table == nullptr) return;
    for (const auto& entry : entries(scope.source, *table)) section.read(scope, entry);
}

// `schema` is the schema of the file's objects, or a section that declares schemas.
void read_schema_key(Scope& scope, TomlReader& file) {
    const auto* node = file.node("schema");
    if (node == nullptr) return;
    if (const auto* table = node->as_table()) {
        for (const auto& entry : entries(scope.source, *table)) read_schema(scope, entry);
    } else if (auto name = file.name("schema")) {
        scope.schema = std::move(*name);
    }
}

bool has_nul(std::string_view text) {
    return text.find('\0') != std::string_view::npos;
}

// PostgreSQL stores no NUL, and "\u0000" is one that the file's own bytes don't show.
void refuse_nul(Source& source, const toml::node& node) {
    const auto* text = node.as_string();
    if (text != nullptr && has_nul(text->get()))
        source.problem(place_of(source, node), "a NUL character can't stand in a model");
    if (const auto* list = node.as_array())
        for (const auto& element : *list) refuse_nul(source, element);
    if (const auto* table = node.as_table())
        for (const auto& entry : entries(source, *table)) {
            if (has_nul(entry.key))
                source.problem(entry.place, "a NUL character can't stand in a name");
            refuse_nul(source, *entry.node);
        }
}

// One key can't be both a string and a table, which people who use both ways have to be told.
std::vector<std::string> hints_for(std::string_view description) {
    if (description.find("redefine") == std::string_view::npos
        || description.find("'schema") == std::string_view::npos)
        return {};
    return {"A file has either `schema = \"NAME\"` for its objects or [schema.NAME] to declare "
            "schemas; put the latter into a file of their own."};
}

void read_root(Source& source, const toml::table& root) {
    Scope scope{.source = source, .schema = "public"};
    TomlReader file(source, root, "a model");
    read_schema_key(scope, file);
    for (const auto& section : sections) read_section(scope, file, section);
    file.finish();
}

} // namespace

void read_toml(Source& source) {
    if (const auto at = too_deep(source.text()))
        return source.unreadable(source.place_at(*at), "this is nested a thousand deep or more");
    try {
        const auto root = toml::parse(source.text(), source.path());
        refuse_nul(source, root);
        read_root(source, root);
    } catch (const toml::parse_error& error) {
        source.unreadable(place_of(source, error.source()),
                          format("this is not TOML: {}", error.description()),
                          hints_for(error.description()));
    }
}

} // namespace pgslate::models
