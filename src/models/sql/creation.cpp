#include "models/sql/creation.hpp"

#include "base/format.hpp"
#include "models/sql/created_kinds.hpp"
#include "models/sql/creation_words.hpp"
#include "models/sql/rows.hpp"
#include "models/sql/schema_and_name.hpp"

#include <array>

namespace pgslate::models {
namespace {

using catalog::Identity;
using catalog::Kind;

// `(a integer, OUT b text)` has one argument that counts for the function's name. An aggregate's
// `(*)` has none.
std::size_t count_arguments(TokenReader& reader) {
    if (!reader.take_symbol("(")) return 0;
    std::size_t count = 0;
    bool first = true; // of an argument
    for (int depth = 1; !reader.at_end(); reader.skip()) {
        if (reader.sees_symbol("(") || reader.sees_symbol("[")) ++depth;
        if (reader.sees_symbol("]")) --depth;
        if (reader.sees_symbol(")") && --depth == 0) break;
        if (depth == 1 && (reader.sees_symbol(",") || reader.take({"order", "by"}))) first = true;
        if (reader.sees_symbol(",")) continue;
        if (first && !reader.sees("out") && !reader.sees_symbol("*")) ++count;
        first = false;
    }
    return count;
}

Kind type_kind(TokenReader& reader) {
    if (!reader.take("as")) return Kind::base_type;
    if (reader.sees("enum")) return Kind::enum_type;
    return reader.sees("range") ? Kind::range_type : Kind::composite_type;
}

class CreateReader {
  public:
    CreateReader(TokenReader& reader, const std::string& schema)
        : reader_(reader), schema_(schema) {}

    StatementReading run() {
        StatementReading reading;
        const auto words = take_creation_words(reader_);
        reading.repeatable = words.replaces;
        const auto* found = take_created_kind(reader_);
        if (found == nullptr || words.temporary) return reading;
        reading.affects_later = found->kind == Kind::event_trigger;
        reader_.take("concurrently");
        if (reader_.take({"if", "not", "exists"})) reading.repeatable = true;
        read_name(*found, reading);
        if (found->kind == Kind::table && !reading.creates.empty())
            reading.references = referred_tables(reader_, schema_);
        return reading;
    }

  private:
    void read_name(const Creation& creation, StatementReading& reading) {
        if (creation.form == CreationForm::index && reader_.sees("on"))
            return; // the server names it
        if (creation.kind == Kind::schema) reader_.take("authorization");
        auto name = reader_.take_name();
        if (name.empty()) return;
        switch (creation.form) {
        case CreationForm::plain: return add(reading, creation.kind, {name.back()});
        case CreationForm::qualified:
            return add(reading, creation.kind, schema_and_name(std::move(name), schema_));
        case CreationForm::type:
            return add_type(reading, schema_and_name(std::move(name), schema_));
        case CreationForm::function:
            return add_function(reading, schema_and_name(std::move(name), schema_));
        case CreationForm::index:
        case CreationForm::on_table: return add_to_table(reading, creation, name.back(), "on");
        case CreationForm::to_table: return add_to_table(reading, creation, name.back(), "to");
        }
    }

    static void add(StatementReading& reading, Kind kind, std::vector<std::string> names) {
        reading.creates.push_back({kind, std::move(names), {}});
    }

    // `CREATE TYPE name` alone makes a shell, to be filled by a second one.
    void add_type(StatementReading& reading, std::vector<std::string> name) {
        if (reader_.at_end()) reading.repeatable = true;
        const auto kind = type_kind(reader_);
        if (kind == Kind::base_type) reading.repeatable = true;
        add(reading, kind, std::move(name));
    }

    // Functions may share a name.
    void add_function(StatementReading& reading, std::vector<std::string> name) {
        reading.repeatable = true;
        name.push_back(format("{}", count_arguments(reader_)));
        add(reading, Kind::function, std::move(name));
    }

    void add_to_table(StatementReading& reading, const Creation& creation, const std::string& name,
                      std::string_view before) {
        if (!reader_.find(before)) return;
        reader_.take("only");
        auto table = reader_.take_name();
        if (table.empty()) return;
        table = schema_and_name(std::move(table), schema_);
        reading.parent = Identity{Kind::table, table, {}};
        if (creation.form == CreationForm::index)
            return add(reading, creation.kind, {table[0], name});
        table.push_back(name);
        add(reading, creation.kind, std::move(table));
    }

    TokenReader& reader_;
    const std::string& schema_;
};

// CREATE OPERATOR app.+ (...), CREATE OPERATOR CLASS name ...: these have no identity in a model,
// and casts and transforms have no name.
StatementReading read_nameless(TokenReader& reader, const std::string& schema) {
    StatementReading reading{.needed_unnamed = true};
    const bool is_class = reader.take({"operator", "class"}) || reader.take({"operator", "family"});
    if (!is_class && !reader.take("operator")) return reading;
    reading.is_operator = !is_class;
    auto name = reader.take_name();
    if (!is_class) name.push_back(reader.take_symbols());
    reading.nameless = schema_and_name(std::move(name), schema);
    return reading;
}

bool makes_nameless(TokenReader reader) {
    constexpr std::array words = {"operator", "cast", "transform"};
    reader.take({"or", "replace"});
    return reader.sees_any(words);
}

} // namespace

StatementReading read_creation(TokenReader& reader, const std::string& schema) {
    return makes_nameless(reader) ? read_nameless(reader, schema)
                                  : CreateReader(reader, schema).run();
}

} // namespace pgslate::models
