#include "base/format.hpp"
#include "models/names.hpp"
#include "models/toml/read_objects.hpp"

namespace pgslate::models {
namespace {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

bool has_schema(const Identity& id) {
    return id.names.size() == 2 && id.kind != Kind::domain_check && lives_in_schema(id.kind);
}

// What lives in a schema may have lived in another one.
std::optional<std::vector<std::string>> old_name(TomlReader& reader, const std::string& text,
                                                 const Identity& subject) {
    const auto place = reader.place_of_key("was");
    auto parts = has_schema(subject) ? split_name(text) : std::vector{text};
    if (!parts || parts->size() > 2) {
        reader.problem(place,
                       format("'was' of {} must be a name, or a schema and a name", reader.what()));
        return std::nullopt;
    }
    for (const auto& part : *parts)
        if (!check_name(reader.source(), place, part)) return std::nullopt;
    if (has_schema(subject) && parts->size() == 1)
        parts->insert(parts->begin(), subject.names.front());
    return parts;
}

} // namespace

void read_was(TomlReader& reader, const Identity& subject) {
    const auto texts = reader.string_or_strings("was");
    if (!texts) return;
    auto& hint = reader.source().hint(subject);
    hint.place = reader.place_of_key("was");
    for (const auto& text : *texts)
        if (auto name = old_name(reader, text, subject)) hint.was.push_back(*std::move(name));
}

void read_hints_of_column(TomlReader& reader, const Fact& column) {
    auto fill = reader.sql_or_value("fill");
    auto values = reader.sql("using");
    if (!fill && !values) return;
    auto& hint = reader.source().hint(column.id);
    hint.place = reader.place_of_key(fill ? "fill" : "using");
    hint.fill = std::move(fill);
    hint.using_ = std::move(values);
}

void read_undeclared_partitions(TomlReader& reader, const Fact& table) {
    const auto what = reader.word("undeclared_partitions");
    if (!what) return;
    const auto place = reader.place_of_key("undeclared_partitions");
    if (!table.has("partition_by"))
        return reader.problem(
            place, format("{} has 'undeclared_partitions' but no 'partition_by'", reader.what()));
    auto& hint = reader.source().hint(table.id);
    hint.place = place;
    hint.keeps_undeclared = *what == "keep";
}

} // namespace pgslate::models
