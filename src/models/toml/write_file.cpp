#include "models/toml/write_file.hpp"

#include "base/format.hpp"
#include "models/toml/write_objects.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace pgslate::models {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

struct Form {
    Kind kind;
    const char* section;
    const char* short_key;
    Written (*write)(const Family&, const Fact&);
};

constexpr std::array forms = {
    Form{Kind::schema, "schema", "", write_schema},
    Form{Kind::extension, "extension", "", write_extension},
    Form{Kind::enum_type, "enum", "labels", write_enum},
    Form{Kind::domain, "domain", "", write_domain},
    Form{Kind::composite_type, "type", "", write_composite},
    Form{Kind::range_type, "range", "", write_range},
    Form{Kind::sequence, "sequence", "", write_sequence},
    Form{Kind::table, "table", "", write_table},
    Form{Kind::view, "view", "query", write_view},
    Form{Kind::materialized_view, "materialized_view", "query", write_materialized_view},
    Form{Kind::statistics, "statistics", "definition", write_statistics},
};

bool in_schema(const TomlObject& object) {
    return object.id.names.size() > 1;
}

// What is said about a schema that is there in every database, and so is no fact.
std::vector<Fact> public_schema(const Catalog& catalog, const Family& family) {
    Fact fact{.id = {Kind::schema, {"public"}, {}}};
    if (catalog.contains(fact.id) || family.annotations(fact.id).empty()) return {};
    return {fact};
}

class ObjectWriter {
  public:
    explicit ObjectWriter(const Catalog& catalog) : catalog_(catalog), family_(catalog) {}

    std::vector<TomlObject> write() {
        for (const auto& form : forms) {
            if (form.kind == Kind::schema)
                for (const auto& fact : public_schema(catalog_, family_)) add(form, fact);
            for (const auto& [id, fact] : catalog_.facts)
                if (id.kind == form.kind) add(form, fact);
        }
        leave_out_what_tables_say();
        return std::move(objects_);
    }

  private:
    void add(const Form& form, const Fact& fact) {
        auto written = form.write(family_, fact);
        if (!written) return;
        objects_.push_back({.id = fact.id,
                            .section = form.section,
                            .short_key = form.short_key,
                            .keys = std::move(written->keys),
                            .says = std::move(written->says)});
    }

    // A serial column says its sequence, which was written before it.
    void leave_out_what_tables_say() {
        std::set<Identity> said;
        for (const auto& object : objects_)
            if (object.id.kind == Kind::table) said.insert(object.says.begin(), object.says.end());
        std::erase_if(objects_, [&](const TomlObject& object) {
            return object.id.kind == Kind::sequence && said.contains(object.id);
        });
    }

    const Catalog& catalog_;
    Family family_;
    std::vector<TomlObject> objects_;
};

// The schema that all these objects are in; empty if they are in several, or in none.
std::string common_schema(const std::vector<const TomlObject*>& objects) {
    std::string schema;
    for (const auto* object : objects) {
        if (!in_schema(*object)) return {};
        if (!schema.empty() && schema != object->id.names.front()) return {};
        schema = object->id.names.front();
    }
    return schema;
}

// Has it a short form that says everything?
bool is_short(const TomlObject& object, const std::string& file_schema) {
    const bool at_home = !in_schema(object) || object.id.names.front() == file_schema;
    return at_home
           && (object.keys.empty()
               || (object.keys.size() == 1 && object.keys.front().key == object.short_key));
}

std::string short_line(const TomlObject& object) {
    const auto value = object.keys.empty() ? TomlValue(TomlPairs()) : object.keys.front().value;
    return format("{} = {}\n", toml_key(object.id.name()), toml_text(value));
}

std::string full_table(const TomlObject& object, const std::string& file_schema) {
    auto keys = object.keys;
    if (in_schema(object) && object.id.names.front() != file_schema)
        keys.insert(keys.begin(), {"schema", object.id.names.front(), false});
    return toml_table(format("{}.{}", object.section, toml_key(object.id.name())), keys);
}

} // namespace

std::vector<TomlObject> toml_objects(const Catalog& catalog) {
    return ObjectWriter(catalog).write();
}

std::string why_not_one_file(const std::vector<const TomlObject*>& objects) {
    std::set<std::pair<std::string, std::string>> names;
    for (const auto* object : objects)
        if (!names.emplace(object->section, object->id.name()).second)
            return format("two schemas have {}", to_string(object->id));
    return {};
}

std::string toml_file(const std::vector<const TomlObject*>& objects) {
    const auto common = common_schema(objects);
    const auto schema = common.empty() ? std::string("public") : common;
    std::vector<std::string> parts;
    if (schema != "public") parts.push_back(format("schema = {}\n", toml_text(schema)));
    for (const auto& form : forms) {
        std::string lines;
        std::vector<std::string> tables;
        for (const auto* object : objects) {
            if (object->section != form.section) continue;
            if (is_short(*object, schema))
                lines += short_line(*object);
            else
                tables.push_back(full_table(*object, schema));
        }
        if (!lines.empty()) parts.push_back(format("[{}]\n{}", form.section, lines));
        parts.insert(parts.end(), tables.begin(), tables.end());
    }
    return format("{}", join(parts, "\n"));
}

} // namespace pgslate::models
