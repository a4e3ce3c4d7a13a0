#include "live/survivors.hpp"

namespace pgslate::live {
namespace {

constexpr std::string_view question =
    "SELECT n.nspname, c.relname, a.attname, c.oid || ' ' || coalesce(a.attnum, 0) "
    "FROM pg_catalog.pg_class c "
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 "
    "AND NOT a.attisdropped "
    "WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND n.nspname NOT LIKE 'pg\\_%'";

} // namespace

Numbers numbers_of_tables(postgres::Session& session) {
    Numbers numbers;
    const auto rows = session.query(sql::Text::verbatim(std::string(question)),
                                    "looking which tables are the same");
    for (const auto& row : rows) {
        std::vector<std::string> names = {row.at(0).value_or(""), row.at(1).value_or("")};
        if (row.at(2)) names.push_back(*row.at(2));
        numbers.emplace(std::move(names), row.at(3).value_or(""));
    }
    return numbers;
}

} // namespace pgslate::live
