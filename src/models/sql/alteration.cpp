#include "models/sql/alteration.hpp"

#include "models/sql/rows.hpp"
#include "models/sql/schema_and_name.hpp"

#include <utility>

namespace pgslate::models {
namespace {

using catalog::Identity;
using catalog::Kind;

std::optional<Kind> constraint_kind(const TokenReader& reader) {
    if (reader.sees("primary")) return Kind::primary_key;
    if (reader.sees("unique")) return Kind::unique;
    if (reader.sees("check")) return Kind::check;
    if (reader.sees("foreign")) return Kind::foreign_key;
    if (reader.sees("exclude")) return Kind::exclude;
    return std::nullopt;
}

// DROP CONSTRAINT ..., ALTER COLUMN ... DROP DEFAULT
bool sees_drop(TokenReader reader) {
    if (!reader.take("alter")) return reader.sees("drop");
    reader.take("column");
    reader.take_name();
    return reader.sees("drop");
}

// ALTER TABLE name OWNER TO role: of what may run code of its owner. A type runs none, and what it
// is made of needs its shell; what has arguments besides its name is not looked for.
std::vector<std::string> read_owner(TokenReader reader, const std::string& schema) {
    reader.take("foreign") || reader.take("materialized");
    if (!reader.take("table") && !reader.take("view") && !reader.take("sequence")) return {};
    reader.take({"if", "exists"});
    reader.take("only");
    auto name = schema_and_name(reader.take_name(), schema);
    return reader.take({"owner", "to"}) ? name : std::vector<std::string>();
}

// The table or domain that ALTER is about; nothing if it is about something else.
std::optional<Identity> altered(TokenReader& reader, const std::string& schema) {
    const bool foreign = reader.take("foreign");
    const bool domain = reader.take("domain");
    if (!domain && !reader.take("table")) return std::nullopt;
    reader.take({"if", "exists"});
    reader.take("only");
    auto name = schema_and_name(reader.take_name(), schema);
    if (name.size() != 2) return std::nullopt;
    const auto kind_of_table = foreign ? Kind::foreign_table : Kind::table;
    return Identity{domain ? Kind::domain : kind_of_table, std::move(name), {}};
}

// ADD CONSTRAINT name, which is how pg_dump writes constraints.
std::vector<Identity> added_constraints(TokenReader& reader, const Identity& parent) {
    std::vector<Identity> constraints;
    while (reader.find("add")) {
        if (!reader.take("constraint")) continue;
        auto names = parent.names.list();
        for (auto& part : reader.take_name()) names.push_back(std::move(part));
        const auto kind = parent.kind == Kind::domain ? std::optional(Kind::domain_check)
                                                      : constraint_kind(reader);
        if (kind && names.size() == 3) constraints.push_back({*kind, std::move(names), {}});
    }
    return constraints;
}

} // namespace

StatementReading read_alteration(TokenReader& reader, const std::string& schema) {
    StatementReading reading{.gives_owner_to = read_owner(reader, schema)};
    if (reader.take({"default", "privileges"})) reading.affects_later = true;
    reading.parent = altered(reader, schema);
    if (!reading.parent) return reading;
    reading.references = referred_tables(reader, schema);
    const bool drops = sees_drop(reader);
    reading.creates = added_constraints(reader, *reading.parent);
    if (drops && reading.creates.empty()) reading.purpose = StatementReading::Purpose::removal;
    return reading;
}

} // namespace pgslate::models
