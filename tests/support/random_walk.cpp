#include "support/random_walk.hpp"

#include "base/format.hpp"
#include "support/random_picks.hpp"

namespace pgslate::testing {

std::string RandomWalk::one_of(const std::vector<std::string>& list) {
    return list[below(list.size())];
}

// `{}` in a question is the pattern of both schemas.
std::vector<std::string> RandomWalk::pick(const std::string& question) {
    const auto sql =
        format("SELECT * FROM ({}) found WHERE schema IN ('{}', '{}_x') ORDER BY 1, 2, 3", question,
               name_, name_);
    const auto rows = session_.query(sql::Text::verbatim(sql), "picking");
    std::vector<std::string> result(4);
    if (rows.empty()) return result;
    const auto& row = rows[below(rows.size())];
    for (std::size_t i = 0; i < 4; ++i) result[i] = row.at(i).value_or("");
    return result;
}

std::string RandomWalk::schema() {
    return chance(75) ? name_ : name_ + "_x";
}

// Few names, so that two walks make different things of one name.
std::string RandomWalk::some(const std::string& letter) {
    return format("{}.{}{}", schema(), letter, below(5));
}

bool RandomWalk::run(const std::string& statement) {
    if (statement.empty()) return false;
    const std::vector<postgres::Statement> statements = {{.sql = sql::Text::verbatim(statement)}};
    if (session_.run(statements).error) return false;
    done_.push_back(statement);
    return true;
}

std::string RandomWalk::type() {
    static const std::vector<std::string> types = {
        "integer", "bigint", "text", "varchar(40)", "numeric(12,4)",    "date",    "timestamptz",
        "boolean", "jsonb",  "uuid", "text[]",      "double precision", "char(8)", "integer[]"};
    if (!chance(30)) return one_of(types);
    const auto found = pick("SELECT n.nspname AS schema, t.typname, 1, format('%I.%I', n.nspname, "
                            "t.typname) FROM pg_type t JOIN pg_namespace n ON n.oid = "
                            "t.typnamespace WHERE t.typtype IN ('d', 'e')");
    return found[3].empty() ? one_of(types) : found[3];
}

std::string RandomWalk::table() {
    return pick(picks::tables)[3];
}

void RandomWalk::make() {
    switch (below(9)) {
    case 0: run(make_type()); return;
    case 1:
    case 2: run(make_table()); return;
    case 3: run(make_view()); return;
    case 4: run(make_function()); return;
    default: run(make_on_table());
    }
}

void RandomWalk::alter() {
    switch (below(12)) {
    case 0:
    case 1:
    case 2: run(alter_column()); return;
    case 3:
    case 4: run(alter_table()); return;
    case 5: run(alter_type()); return;
    case 6: run(alter_whole()); return;
    case 7:
    case 8: run(say()); return;
    case 9: run(drop()); return;
    default: make();
    }
}

void RandomWalk::begin() {
    for (const auto* end : {"", "_x"}) run(format("CREATE SCHEMA {}{}", name_, end));
    run(format(
        "CREATE FUNCTION {}.touch() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end'",
        name_));
    for (int i = 0; i < 4; ++i) run(make_type());
    for (int i = 0; i < 2; ++i) run(make_function());
    for (int i = 0; i < 5; ++i) run(make_table());
    for (int i = 0; i < 3; ++i) run(make_view());
    for (int i = 0; i < 14; ++i) make();
}

void RandomWalk::change(int steps) {
    const auto enough = done_.size() + static_cast<std::size_t>(steps);
    for (int tries = 0; done_.size() < enough && tries < steps * 10; ++tries) alter();
}

} // namespace pgslate::testing
