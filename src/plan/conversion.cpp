#include "plan/conversion.hpp"

#include "plan/made_types.hpp"
#include "plan/settings.hpp"
#include "plan/type_change.hpp"
#include "plan/writing.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Kind;
using sql::text;

class Converting {
  public:
    Converting(const Catalog& declared, const Renamed& live, const NoAssignment& no_assignment)
        : live_(live), no_assignment_(no_assignment), types_(declared), old_types_(live.catalog) {}

    // Nothing: the values are what they were. A type of the same name may be made of others.
    std::optional<Conversion> of(const Fact& column) const {
        const auto* before = live_.catalog.find(column.id);
        if (before == nullptr || !column.has("type") || !before->has("type")) return std::nullopt;
        const auto& from = before->text("type");
        const auto& to = column.text("type");
        if (from == to && is_made_alike(MadeTypes::element_of(from))) return std::nullopt;
        return converted(column, from, to);
    }

  private:
    bool is_made_alike(const std::string& type) const {
        if (!types_.makes(type) || !old_types_.makes(type)) return true;
        if (types_.base_of(type) != old_types_.base_of(type)) return false;
        const auto base = MadeTypes::element_of(types_.base_of(type));
        return types_.attributes_of(base) == old_types_.attributes_of(base);
    }

    Conversion converted(const Fact& column, const std::string& from, const std::string& to) const {
        Conversion result{.column = column.id,
                          .table = live_.before(column.parent.value()),
                          .said = from != to && column.has("using")};
        const auto source = old_types_.base_of(from);
        const auto target = types_.base_of(to);
        result.keeps = column.has("generated") || (!result.said && keeps(source, target));
        result.types = {source, target};
        const auto value = text("({}::{})", sql::Identifier(live_.before(column.id).name()),
                                sql::Fragment(source));
        const auto cast = no_assignment_.find({from, to});
        const bool through_text = from == to || (cast != no_assignment_.end() && !cast->second);
        const auto become = through_text ? text("{}::pg_catalog.text", value) : value;
        if (result.said) {
            result.types = {};
            result.settings = settings_for({&column}, Author::person);
            ask(result, value, text("({})", fragment(column, "using")), source, target);
        } else {
            ask(result, value, become, source, target);
        }
        return result;
    }

    // A value of an enum has but one text; one that is none of its values is refused. Blanks behind
    // a char(n) don't count. A row is written by the places of its values.
    bool keeps(const std::string& source, const std::string& target) const {
        if (MadeTypes::is_array(source) && MadeTypes::is_array(target))
            return keeps(MadeTypes::element_of(source), MadeTypes::element_of(target));
        const auto parts = old_types_.attributes_of(source);
        if (!parts.empty()) return keeps_parts(parts, types_.attributes_of(target));
        if (keeps_values(source, target)) return true;
        const bool from_enum = old_types_.is_enum(source);
        if (types_.is_enum(target))
            return from_enum || is_written_exactly(source) || source.starts_with("character(");
        return from_enum && keeps_values("uuid", target);
    }

    bool keeps_parts(const std::vector<MadeTypes::Attribute>& source,
                     const std::vector<MadeTypes::Attribute>& target) const {
        return std::ranges::equal(source, target, [this](const auto& one, const auto& other) {
            return one.first == other.first
                   && keeps(old_types_.base_of(one.second), types_.base_of(other.second));
        });
    }

    // Values are the same if they are stored alike, which is more than that they are equal: zero is
    // not minus zero. But numbers are the same with another number of zeros at the end.
    static sql::Text are_others(const std::string& source) {
        if (source.starts_with("numeric")) return text("value IS DISTINCT FROM back");
        return text("pg_catalog.record_image_ne(ROW(value), ROW(back))");
    }

    // These and whole numbers become each other as they are stored, and come back from that, where
    // one counts from below zero and the other does not (pg_cast).
    static bool counts_from_zero(const std::string& type) {
        return type == "oid" || type.starts_with("reg");
    }
    static bool is_counted_otherwise(const std::string& source, const std::string& target) {
        const auto is_number = [](const std::string& type) {
            return type == "integer" || type == "smallint";
        };
        return (counts_from_zero(source) && is_number(target))
               || (is_number(source) && counts_from_zero(target));
    }

    static void ask(Conversion& result, const sql::Text& value, const sql::Text& become,
                    const std::string& source, const std::string& target) {
        const sql::QualifiedName table(result.table.names.at(0), result.table.names.at(1));
        constexpr std::string_view answer =
            "pg_catalog.min(pg_catalog.left(value::pg_catalog.text, 80))";
        const sql::Fragment example{std::string(answer)};
        const auto other = text("{}::{}", become, sql::Fragment(target));
        const auto lost = [&](std::string_view way) {
            auto differs = are_others(source);
            if (is_counted_otherwise(source, target))
                differs += text(" OR value::pg_catalog.int8 <> other::pg_catalog.int8");
            return text("SELECT pg_catalog.count(*), {} FROM (SELECT {} AS value, {} AS other, "
                        "({}){}::{} AS back FROM {}) AS known WHERE {}",
                        example, value, other, other, sql::Fragment(std::string(way)),
                        sql::Fragment(source), table, differs);
        };
        result.lost = lost("");
        result.lost_by_text = lost("::pg_catalog.text");
        result.converted = text("SELECT pg_catalog.count(other), {} FROM (SELECT {} AS value, {} "
                                "AS other FROM {}) AS known WHERE value IS NOT NULL",
                                example, value, other, table);
    }

    const Renamed& live_;
    const NoAssignment& no_assignment_;
    MadeTypes types_;
    MadeTypes old_types_;
};

// Of columns, or of what the types of columns are made of.
bool change_types(const std::vector<Difference>& differences) {
    return std::ranges::any_of(differences, [](const Difference& difference) {
        const auto kind = difference.id.kind;
        return kind == Kind::attribute || kind == Kind::composite_type
               || std::ranges::any_of(difference.attributes, [](const auto& attribute) {
                      return attribute.name == "type";
                  });
    });
}

} // namespace

std::vector<Conversion> conversions(const std::vector<Difference>& differences,
                                    const Catalog& declared, const Renamed& live,
                                    const NoAssignment& no_assignment) {
    std::vector<Conversion> result;
    if (!change_types(differences)) return result;
    const Converting converting(declared, live, no_assignment);
    for (const auto& [id, fact] : declared.facts) {
        if (id.kind != Kind::column) continue;
        if (auto conversion = converting.of(fact)) result.push_back(*std::move(conversion));
    }
    return result;
}

} // namespace pgslate::plan
