#include "models/toml/read_file.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "base/toml_depth.hpp"
#include "base/toml_words.hpp"
#include "models/toml/forms.hpp"
#include "models/toml/read_objects.hpp"

#include <algorithm>
#include <array>

namespace pgslate::models {
namespace {

struct Section {
    const char* key;
    void (*read)(Scope&, const Entry&);
};

constexpr std::array sections = {
    Section{"role", read_role},
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

constexpr std::string_view in_sql =
    "It has no form in TOML: its CREATE statement stands in a .sql model.";
constexpr std::string_view data_in_sql = "Rows are inserted by statements in a .sql model.";

// What has no section of its own, and where it goes.
constexpr std::array section_sayings = {
    KeySaying{"function", "Functions stand in .sql models: CREATE FUNCTION ..."},
    KeySaying{"functions", "Functions stand in .sql models: CREATE FUNCTION ..."},
    KeySaying{"procedure", "Procedures stand in .sql models: CREATE PROCEDURE ..."},
    KeySaying{"aggregate", in_sql},
    KeySaying{"operator", in_sql},
    KeySaying{"cast", in_sql},
    KeySaying{"collation", in_sql},
    KeySaying{"event_trigger", in_sql},
    KeySaying{"foreign_table", in_sql},
    KeySaying{"server", in_sql},
    KeySaying{"publication", in_sql},
    KeySaying{"subscription", in_sql},
    KeySaying{"trigger", "A trigger belongs to its table: [table.NAME.triggers]; its function "
                         "stands in a .sql model."},
    KeySaying{"triggers", "A trigger belongs to its table: [table.NAME.triggers]; its function "
                          "stands in a .sql model."},
    KeySaying{"index", "An index belongs to its table: [table.NAME.indexes]."},
    KeySaying{"indexes", "An index belongs to its table: [table.NAME.indexes]."},
    KeySaying{"column", "A column belongs to its table: [table.NAME.columns]."},
    KeySaying{"columns", "A column belongs to its table: [table.NAME.columns]."},
    KeySaying{"constraint", "A constraint belongs to its table: [table.NAME.checks], 'uniques', "
                            "'foreign_keys' or 'excludes'."},
    KeySaying{"foreign_key", "A foreign key belongs to its table: [table.NAME.foreign_keys]."},
    KeySaying{"policy", "A policy belongs to its table: [table.NAME.policies]."},
    KeySaying{"rule", "A rule belongs to its table: [table.NAME.rules]."},
    KeySaying{"grant", "A grant belongs to its object: [table.NAME.grants]."},
    KeySaying{"grants", "A grant belongs to its object: [table.NAME.grants]."},
    KeySaying{"composite", "A composite type is declared in [type.NAME]."},
    KeySaying{"data", data_in_sql},
    KeySaying{"insert", data_in_sql},
    KeySaying{"seed", data_in_sql},
    KeySaying{"seeds", data_in_sql},
    KeySaying{"rows", data_in_sql},
    KeySaying{"user", "A user is a role that may log in: [role.NAME] with login = true."},
    KeySaying{"group", "A group is a role that others are a member of: [role.NAME]."},
    KeySaying{"profile", "Profiles stand in pgslate.toml."},
};

// What was read goes at once: the facts of a large file need as much memory as its tree.
void read_section(Scope& scope, TomlReader& file, toml::table& root, const Section& section) {
    if (file.subtable(section.key) == nullptr) return;
    auto& table = *root.get_as<toml::table>(section.key);
    for (const auto& entry : entries(scope.source, table)) {
        section.read(scope, entry);
        table.erase(entry.key);
    }
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

void read_root(Source& source, toml::table& root) {
    Scope scope{.source = source, .schema = "public"};
    TomlReader file(source, root, "a model", model_form());
    read_schema_key(scope, file);
    for (const auto& section : sections) read_section(scope, file, root, section);
    file.finish(section_sayings);
}

} // namespace

void read_toml(Source& source) {
    if (const auto at = too_deep(source.text()))
        return source.unreadable(source.place_at(*at), "this is nested a thousand deep or more");
    try {
        auto root = toml::parse(source.text(), source.path());
        refuse_nul(source, root);
        read_root(source, root);
    } catch (const toml::parse_error& error) {
        const auto place = place_of(source, error.source());
        const auto column = static_cast<std::size_t>(std::max(place.column, 1));
        auto [message, hint] =
            in_words(error.description(), line_of(source.text(), place.line), column);
        auto hints = hints_for(error.description());
        if (!hint.empty()) hints.push_back(std::move(hint));
        source.unreadable(place, format("this is not TOML: {}", message), std::move(hints));
    }
}

} // namespace pgslate::models
