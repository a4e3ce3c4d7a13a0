#include "live/survivors.hpp"

#include "embedded/survivors.hpp"

namespace pgslate::live {

Numbers numbers_of_tables(postgres::Session& session) {
    Numbers numbers;
    const auto rows = session.query(sql::Text::verbatim(std::string(embedded::survivors)),
                                    "looking which tables are the same");
    for (const auto& row : rows) {
        std::vector<std::string> names = {row.at(0).value_or(""), row.at(1).value_or("")};
        if (row.at(2)) names.push_back(*row.at(2));
        numbers.emplace(std::move(names), row.at(3).value_or(""));
    }
    return numbers;
}

std::string table_of(const std::string& number) {
    return number.substr(0, number.find(' '));
}

std::set<std::string> locked_alone(postgres::Session& session) {
    const auto question =
        sql::text("SELECT l.relation FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d "
                  "ON d.oid = l.database WHERE l.locktype = 'relation' AND l.granted "
                  "AND l.mode = 'AccessExclusiveLock' AND l.pid = pg_catalog.pg_backend_pid() "
                  "AND d.datname = pg_catalog.current_database()");
    std::set<std::string> numbers;
    for (const auto& row : session.query(question, "looking what is locked"))
        numbers.insert(row.at(0).value_or(""));
    return numbers;
}

} // namespace pgslate::live
