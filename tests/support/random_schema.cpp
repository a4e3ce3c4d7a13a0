#include "support/random_schema.hpp"

#include "base/format.hpp"
#include "sql/name.hpp"

#include <algorithm>
#include <array>
#include <random>

namespace pgslate::testing {
namespace {

struct Column {
    std::string name; // as SQL writes it
    std::string type;
    std::string quoted_text; // a value of the type
};

struct Table {
    std::string name;
    std::vector<Column> columns;
    std::vector<Column> key;
};

struct Type {
    std::string name;
    std::string value;
};

class Generator {
  public:
    explicit Generator(unsigned seed) : random_(seed) {}

    std::vector<std::string> run() {
        for (int i = 0; i < 2; ++i) schemas_.push_back(new_name());
        for (std::size_t i = 1; i < schemas_.size(); ++i) add("CREATE SCHEMA {}", schemas_[i]);
        add("CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'");
        repeat(3, [&] { add_enum(); });
        repeat(3, [&] { add_domain(); });
        repeat(2, [&] { add_composite(); });
        repeat(2, [&] { add_sequence(); });
        repeat(9, [&] { add_table(); });
        repeat(2, [&] { add_partitioned(); });
        repeat(4, [&] { add_view(); });
        return std::move(statements_);
    }

  private:
    std::size_t below(std::size_t end) { return random_() % end; }
    bool chance(unsigned percent) { return below(100) < percent; }
    template <typename List>
    auto& one_of(List& list) {
        return list[below(list.size())];
    }
    template <typename Do>
    void repeat(std::size_t most, Do once) {
        for (auto times = 1 + below(most); times > 0; --times) once();
    }
    template <typename... Args>
    void add(format_string<const Args&...> pattern, const Args&... args) {
        statements_.push_back(format(pattern, args...));
    }

    // A name that nothing has yet, quoted where it has to be.
    std::string new_name() {
        static const std::array<std::string, 12> names = {
            "a",        "order_item", "User", "sel ect", "a.b",     "quo\"te",
            "per%cent", "\\back",     "tür",  "it's",    "$dollar", std::string(50, 'x')};
        const auto name = format("{}{}", one_of(names), ++count_);
        return quoted(sql::Identifier(chance(50) ? format("t{}", count_) : name));
    }
    std::string in_schema(const std::string& name) {
        return format("{}.{}", one_of(schemas_), name);
    }

    void comment(const std::string& what) {
        if (chance(20)) add("COMMENT ON {} IS 'it''s \\\n100% \"{}\"'", what, count_);
    }

    void add_enum() {
        const auto name = in_schema(new_name());
        add("CREATE TYPE {} AS ENUM ('sad', 'it''s ok', 'Ha ppy')", name);
        comment(format("TYPE {}", name));
        if (chance(30)) add("REVOKE ALL ON TYPE {} FROM PUBLIC", name);
        types_.push_back({name, "'it''s ok'"});
    }

    void add_domain() {
        const auto name = in_schema(new_name());
        add("CREATE DOMAIN {} AS varchar(20){}{}{}", name, chance(30) ? " DEFAULT 'd'" : "",
            chance(30) ? " COLLATE \"C\"" : "",
            chance(50) ? " CHECK (value <> '') CHECK (length(value) < 10)" : "");
        comment(format("DOMAIN {}", name));
        types_.push_back({name, "'d'"});
    }

    void add_composite() {
        const auto name = in_schema(new_name());
        add("CREATE TYPE {} AS ({} integer, {} text COLLATE \"C\", z numeric(5, 2)[])", name,
            new_name(), new_name());
        comment(format("TYPE {}", name));
    }

    void add_sequence() {
        const auto name = in_schema(new_name());
        add("CREATE SEQUENCE {}{}{}{}{}", name, chance(50) ? " AS integer" : "",
            chance(50) ? " INCREMENT BY -2 MAXVALUE 100 START WITH 50" : " MINVALUE 5",
            chance(50) ? " CYCLE" : "", chance(50) ? " CACHE 7" : "");
        comment(format("SEQUENCE {}", name));
        if (chance(30)) add("GRANT USAGE ON SEQUENCE {} TO PUBLIC", name);
    }

    Type any_type() {
        static const std::vector<Type> builtin = {
            {"integer", "7"},          {"bigint", "-7"},
            {"text", "'x'"},           {"varchar(30)", "'it''s'"},
            {"numeric(8, 2)", "1.5"},  {"timestamptz(3)", "now()"},
            {"date", "'2020-02-29'"},  {"boolean", "true"},
            {"jsonb", "'{\"a\": 1}'"}, {"uuid", "'6b1b36cb-0000-4000-8000-000000000000'"},
            {"text[]", "'{a,b}'"},     {"char(3)", "'abc'"},
            {"interval", "'1 day'"},   {"time", "'10:00'"},
            {"bytea", "'\\x00ff'"},    {"double precision", "0.5"}};
        return chance(25) && !types_.empty() ? one_of(types_) : one_of(builtin);
    }

    std::string column_clause(const Column& column, bool key) {
        auto clause = format("{} {}", column.name, column.type);
        if (column.type == "text" && chance(30)) clause += " COLLATE \"POSIX\"";
        const bool integer = column.type == "bigint" || column.type == "integer";
        if (integer && chance(20))
            return clause
                   + (chance(50) ? " GENERATED ALWAYS AS IDENTITY"
                                 : " GENERATED BY DEFAULT AS IDENTITY (START WITH 5 CYCLE)");
        if (chance(30)) clause += format(" DEFAULT {}", column.quoted_text);
        if (!key && chance(30)) clause += " NOT NULL";
        if (!key && chance(10)) clause += format(" CHECK ({} IS NOT NULL)", column.name);
        return clause;
    }

    // A serial column, or a reference to another table's key.
    void special_columns(Table& table, std::vector<std::string>& clauses) {
        if (chance(30)) {
            table.columns.push_back({new_name(), "integer", "1"});
            clauses.push_back(
                format("{} {}", table.columns.back().name, chance(50) ? "serial" : "bigserial"));
        }
        if (tables_.empty() || !chance(60)) return;
        const auto& other = one_of(tables_);
        std::vector<std::string> here;
        std::vector<std::string> there;
        for (const auto& key : other.key) {
            table.columns.push_back({new_name(), key.type, key.quoted_text});
            clauses.push_back(format("{} {}", table.columns.back().name, key.type));
            here.push_back(table.columns.back().name);
            there.push_back(key.name);
        }
        clauses.push_back(format("{}FOREIGN KEY ({}) REFERENCES {} ({}){}{}",
                                 chance(50) ? "" : format("CONSTRAINT {} ", new_name()),
                                 join(here, ", "), other.name, join(there, ", "),
                                 chance(40) ? " ON DELETE CASCADE ON UPDATE SET NULL" : "",
                                 chance(30) ? " DEFERRABLE INITIALLY DEFERRED" : ""));
    }

    static std::string names_of(const std::vector<Column>& columns) {
        std::vector<std::string> names;
        names.reserve(columns.size());
        for (const auto& column : columns) names.push_back(column.name);
        return format("{}", join(names, ", "));
    }

    void add_table() {
        Table table{.name = in_schema(new_name()), .columns = {}, .key = {}};
        std::vector<std::string> clauses;
        for (auto keys = 1 + below(2); keys > 0; --keys) {
            static const std::array<Type, 4> types = {{{"integer", "1"},
                                                       {"bigint", "2"},
                                                       {"uuid", "gen_random_uuid()"},
                                                       {"text", "'k'"}}};
            const auto& type = one_of(types);
            table.key.push_back({new_name(), type.name, type.value});
            clauses.push_back(column_clause(table.key.back(), true));
        }
        table.columns = table.key;
        repeat(6, [&] {
            const auto type = any_type();
            table.columns.push_back({new_name(), type.name, type.value});
            clauses.push_back(column_clause(table.columns.back(), false));
        });
        special_columns(table, clauses);
        clauses.push_back(format("{}PRIMARY KEY ({})",
                                 chance(60) ? "" : format("CONSTRAINT {} ", new_name()),
                                 names_of(table.key)));
        if (chance(30))
            clauses.push_back(
                format("UNIQUE ({}, {})", table.columns.back().name, table.key.front().name));
        add("CREATE {}TABLE {} ({}){}", chance(10) ? "UNLOGGED " : "", table.name,
            format("{}", join(clauses, ", ")), chance(20) ? " WITH (fillfactor = 70)" : "");
        add_to(table);
        const bool unlogged = statements_.back().starts_with("CREATE UNLOGGED");
        if (!unlogged && is_logged(table)) tables_.push_back(table);
    }

    // A logged table can't refer to an unlogged one.
    bool is_logged(const Table& table) const {
        const auto begin = format("CREATE UNLOGGED TABLE {} (", table.name);
        return std::ranges::none_of(statements_, [&](const std::string& statement) {
            return statement.starts_with(begin);
        });
    }

    // What hangs on a table.
    void add_to(const Table& table) {
        const auto& name = table.name;
        comment(format("TABLE {}", name));
        for (const auto& column : table.columns) comment(format("COLUMN {}.{}", name, column.name));
        if (chance(50)) add_index(table);
        if (chance(50)) add_index(table);
        if (chance(20))
            add("ALTER TABLE {} ADD CONSTRAINT {} CHECK (({} IS NULL) OR true) NO INHERIT NOT "
                "VALID",
                name, new_name(), table.columns.back().name);
        if (chance(20))
            add("CREATE TRIGGER {} BEFORE UPDATE OF {} ON {} FOR EACH ROW EXECUTE FUNCTION touch()",
                new_name(), table.columns.front().name, name);
        if (chance(20))
            add("CREATE RULE {} AS ON DELETE TO {} DO INSTEAD NOTHING", new_name(), name);
        if (chance(20)) {
            add("ALTER TABLE {} ENABLE ROW LEVEL SECURITY", name);
            add("CREATE POLICY {} ON {} FOR UPDATE USING ({} IS NOT NULL) WITH CHECK (true)",
                new_name(), name, table.columns.front().name);
        }
        if (chance(20)) add("GRANT SELECT, INSERT ON {} TO PUBLIC", name);
        if (chance(20)) add("GRANT UPDATE ({}) ON {} TO PUBLIC", table.columns.back().name, name);
        if (chance(10)) add("ALTER TABLE {} REPLICA IDENTITY FULL", name);
        if (chance(20))
            add("ALTER TABLE {} ALTER COLUMN {} SET STATISTICS 200", name,
                table.columns.back().name);
    }

    void add_index(const Table& table) {
        const auto& column = one_of(table.columns);
        if (column.type == "jsonb")
            return add("CREATE INDEX ON {} USING gin ({} jsonb_path_ops)", table.name, column.name);
        const bool text = column.type == "text";
        add("CREATE {}INDEX {}ON {} ({}{}{}){}{}", chance(20) ? "UNIQUE " : "",
            chance(50) ? "" : new_name() + " ", table.name,
            text && chance(50) ? format("(lower({}) || 'x')", column.name) : column.name,
            text && chance(30) ? " COLLATE \"C\" text_pattern_ops" : "",
            chance(30) ? " DESC NULLS LAST" : "",
            chance(20) ? format(" INCLUDE ({})", table.key.front().name) : "",
            chance(30) ? format(" WHERE {} IS NOT NULL", column.name) : "");
    }

    void add_partitioned() {
        const Table table{.name = in_schema(new_name()),
                          .columns = {{"at", "date", "now()"}, {"n", "integer", "1"}},
                          .key = {{"at", "date", ""}, {"n", "integer", ""}}};
        add("CREATE TABLE {} (at date NOT NULL, n integer DEFAULT 3, what text{}) PARTITION BY "
            "RANGE (at)",
            table.name, chance(60) ? ", PRIMARY KEY (at, n)" : "");
        const auto first = in_schema(new_name());
        add("CREATE TABLE {} PARTITION OF {} FOR VALUES FROM (MINVALUE) TO ('2020-01-01'){}", first,
            table.name, chance(50) ? " PARTITION BY LIST (n)" : "");
        add("CREATE TABLE {} PARTITION OF {} DEFAULT", in_schema(new_name()), table.name);
        if (chance(50)) add("CREATE INDEX ON {} (what)", table.name);
        if (chance(50)) add("CREATE INDEX {} ON {} (n DESC)", new_name(), table.name);
        if (chance(50))
            add("CREATE TRIGGER {} AFTER INSERT ON {} FOR EACH ROW EXECUTE FUNCTION touch()",
                new_name(), table.name);
        if (chance(30)) add("ALTER TABLE {} ALTER COLUMN what SET DEFAULT 'p'", first);
        comment(format("TABLE {}", first));
    }

    void add_view() {
        if (tables_.empty()) return;
        const auto& table = one_of(tables_);
        const auto name = in_schema(new_name());
        const auto kind = chance(30) ? "MATERIALIZED VIEW" : "VIEW";
        add("CREATE {} {} AS SELECT {}, count(*) AS n FROM {} GROUP BY {}", kind, name,
            names_of(table.key), table.name, names_of(table.key));
        comment(format("{} {}", kind, name));
        comment(format("COLUMN {}.n", name));
        if (chance(30)) add("GRANT SELECT ON {} TO PUBLIC", name);
    }

    std::mt19937 random_;
    unsigned count_ = 0;
    std::vector<std::string> schemas_ = {"public"};
    std::vector<Type> types_;
    std::vector<Table> tables_;
    std::vector<std::string> statements_;
};

} // namespace

std::vector<std::string> random_schema(unsigned seed) {
    return Generator(seed).run();
}

} // namespace pgslate::testing
