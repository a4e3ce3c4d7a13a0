#include "base/format.hpp"
#include "models/names.hpp"
#include "models/toml/write_objects.hpp"
#include "sql/short_type.hpp"
#include "sql/text.hpp"
#include "sql/tokens.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

namespace pgslate::models {

using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

namespace {

// One column of a table, with what of its table's facts is about it alone.
class ColumnWriter {
  public:
    ColumnWriter(const Family& family, const Fact& table, const Fact& column)
        : family_(family), table_(table), column_(column), attributes_(column, draft_) {}

    Written write() {
        write_type();
        write_key();
        write_nullable();
        write_default();
        write_identity();
        write_unique();
        write_check();
        write_references();
        attributes_.text("generated");
        attributes_.flag("virtual");
        attributes_.collation("collation");
        attributes_.text("storage");
        attributes_.text("compression");
        attributes_.integer("statistics");
        write_annotations(family_, column_.id, draft_);
        return attributes_.all_taken() && column_.has("type") ? Written(draft_) : std::nullopt;
    }

  private:
    const std::string& name() const { return column_.id.name(); }
    const std::string& schema() const { return table_.id.names.front(); }

    std::string chosen(std::string_view label) const {
        return chosen_name(table_.id.name(), {name()}, label);
    }

    // The constraint of this column alone that has the name the server would choose.
    const Fact* own(Kind kind, std::string_view label) const {
        for (const auto* fact : family_.parts(table_.id, kind))
            if (fact->id.name() == chosen(label)
                && fact->list("columns") == std::vector<std::string>{name()})
                return fact;
        return nullptr;
    }

    const Fact* primary_key() const {
        const auto keys = family_.parts(table_.id, Kind::primary_key);
        return keys.empty() ? nullptr : keys.front();
    }

    bool in_primary_key() const {
        const auto* key = primary_key();
        return key != nullptr && std::ranges::count(key->list("columns"), name()) > 0;
    }

    bool says_no_more(const Fact& fact) const {
        return fact.attributes.size() == 1 && family_.annotations(fact.id).empty();
    }

    static Identity owner_of(const Identity& sequence) {
        return {Kind::sequence_owner, sequence.names, {}};
    }

    // The sequence that the server makes for `serial`; from PostgreSQL 15 on it is as its table is.
    bool is_as_serial_makes_it(const Fact& sequence) const {
        catalog::Attributes made;
        if (const auto& type = column_.text("type"); type != "bigint") made["type"] = type;
        if (table_.has("unlogged")) made["unlogged"] = "true";
        return sequence.attributes == made && family_.annotations(sequence.id).empty();
    }

    // integer with a sequence of its own as default is `serial`.
    const Fact* sequence_of_serial() const {
        const Identity id{Kind::sequence, {schema(), chosen("seq")}, {}};
        const auto* sequence = family_.catalog().find(id);
        const auto* owner = family_.catalog().find(owner_of(id));
        const auto calls = sql::text("nextval({}::regclass)",
                                     sql::Literal(quoted(sql::QualifiedName(schema(), id.name()))));
        const bool fits =
            sequence != nullptr && owner != nullptr && is_as_serial_makes_it(*sequence)
            && owner->list("column") == std::vector<std::string>{schema(), table_.id.name(), name()}
            && column_.has("not_null") && column_.text("default") == calls.sql();
        return fits ? sequence : nullptr;
    }

    void write_type() {
        const auto type = attributes_.take("type").value_or("");
        const auto* sequence = sequence_of_serial();
        if (sequence == nullptr) return draft_.add("type", sql::short_type(type));
        serial_ = true;
        draft_.add("type", type == "bigint"    ? "bigserial"
                           : type == "integer" ? "serial"
                                               : "smallserial");
        attributes_.take("default");
        draft_.says.push_back(sequence->id);
        draft_.says.push_back(owner_of(sequence->id));
    }

    void write_key() {
        const auto* key = primary_key();
        if (!in_primary_key() || !says_no_more(*key) || key->list("columns").size() != 1
            || key->id.name() != chosen_name(table_.id.name(), {}, "pkey"))
            return;
        draft_.add("primary_key", true);
        draft_.says.push_back(key->id);
    }

    void write_nullable() {
        const bool not_null = attributes_.take_flag("not_null");
        if (not_null && !serial_ && !in_primary_key() && !column_.has("identity"))
            draft_.add("nullable", false);
    }

    // `'x'::text` of a text column is 'x'.
    std::string without_own_type(const std::string& sql) const {
        const auto tokens = sql::tokenize(sql).tokens;
        const auto& type = column_.text("type");
        const bool fits = tokens.size() > 2 && tokens[0].kind == sql::Token::Kind::string
                          && sql.starts_with('\'') && is_symbol(tokens[1], sql, "::")
                          && sql.substr(tokens[2].begin) == type.substr(0, type.find('('));
        return fits ? std::string(tokens[0].in(sql)) : sql;
    }

    void write_default() {
        const auto sql = attributes_.take("default");
        if (!sql || serial_) return;
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if (*sql == "true" || *sql == "false")
            draft_.add("default", *sql == "true");
        else if (sql->size() < 18 && std::ranges::all_of(*sql, is_digit))
            draft_.add("default", static_cast<std::int64_t>(std::stoll(*sql)));
        else
            draft_.add("default", without_own_type(*sql));
    }

    // Would the reader make it an identity column, though it is none?
    bool counts_by_itself() const {
        static constexpr std::array integers = {"smallint", "integer", "bigint"};
        const auto* key = primary_key();
        const bool refers =
            std::ranges::any_of(family_.parts(table_.id, Kind::foreign_key), [&](const Fact* fact) {
                return fact->list("columns") == std::vector<std::string>{name()};
            });
        return in_primary_key() && key->list("columns").size() == 1 && !refers
               && std::ranges::count(integers, column_.text("type")) > 0;
    }

    void write_identity() {
        const auto mode = attributes_.take("identity");
        if (!mode) {
            const bool said = serial_ || column_.has("default") || column_.has("generated");
            if (!said && counts_by_itself()) draft_.add("identity", false);
            return;
        }
        Draft options;
        Attributes inside(column_, options);
        if (*mode != "by default") options.add("mode", *mode);
        write_sequence_options(inside, "identity_options");
        if (attributes_.take_list("identity_options"); !inside.is_good())
            return attributes_.give_up();
        if (!column_.has("identity_options") && (*mode == "always" || !counts_by_itself()))
            draft_.add("identity", *mode);
        else if (column_.has("identity_options"))
            draft_.add("identity", options.keys);
    }

    void write_unique() {
        const auto* unique = own(Kind::unique, "key");
        if (unique == nullptr || !says_no_more(*unique)) return;
        draft_.add("unique", true);
        draft_.says.push_back(unique->id);
    }

    // Cut to the length that a name may have, the names for two columns may be the same.
    bool is_first_with(std::string_view chosen_for_check) const {
        const auto columns = family_.parts(table_.id, Kind::column);
        const auto first = std::ranges::find_if(columns, [&](const Fact* column) {
            return chosen_name(table_.id.name(), {column->id.name()}, "check") == chosen_for_check;
        });
        return first != columns.end() && *first == &column_;
    }

    void write_check() {
        const Identity id{Kind::check, table_.id.names.plus(chosen("check")), {}};
        const auto* check = family_.catalog().find(id);
        if (check == nullptr || !says_no_more(*check) || !is_first_with(id.name())) return;
        draft_.add("check", without_brackets(check->text("expression")));
        draft_.says.push_back(check->id);
    }

    void write_references() {
        const auto* key = own(Kind::foreign_key, "fkey");
        if (key == nullptr) return;
        Draft part;
        Attributes attributes(*key, part);
        attributes.take_list("columns");
        auto target = attributes.take_list("references");
        const auto to = attributes.take_list("to");
        write_actions(attributes);
        write_annotations(family_, key->id, part);
        if (!attributes.all_taken() || to.size() != 1) return;
        draft_.take_facts_of(part);
        if (part.keys.empty()) {
            target.push_back(to.front());
            return draft_.add("references", dotted(target, schema()));
        }
        TomlPairs keys = {{"table", dotted(target, schema()), false},
                          {"column", to.front(), false}};
        keys.insert(keys.end(), part.keys.begin(), part.keys.end());
        draft_.add("references", keys);
    }

    const Family& family_;
    const Fact& table_;
    const Fact& column_;
    Draft draft_;
    Attributes attributes_;
    bool serial_ = false;
};

} // namespace

bool write_columns(const Family& family, const Fact& table, Draft& draft) {
    TomlPairs columns;
    for (const auto* column : family.parts(table.id, Kind::column)) {
        if (column->has("inherited")) continue; // what it has of its own takes SQL
        const auto written = ColumnWriter(family, table, *column).write();
        if (!written) return false;
        columns.push_back({column->id.name(), written->value("type"), false});
        draft.take_facts_of(*written);
    }
    draft.add_section("columns", std::move(columns));
    return true;
}

} // namespace pgslate::models
