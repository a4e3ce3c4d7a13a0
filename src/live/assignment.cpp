#include "live/assignment.hpp"

#include "sql/text.hpp"

namespace pgslate::live {
namespace {

using sql::text;

// A domain converts as its base type does, an array as its elements do; to strings everything does.
constexpr std::string_view conversions = R"sql(
SELECT p.source, p.target
FROM pair p
LEFT JOIN LATERAL (SELECT coalesce(nullif(x.typbasetype, 0), x.oid) AS oid, nullif(x.typelem, 0) AS element,
                          x.typcategory AS category
                   FROM pg_catalog.pg_type x WHERE x.oid = pg_catalog.to_regtype(p.source)) s ON true
LEFT JOIN LATERAL (SELECT coalesce(nullif(x.typbasetype, 0), x.oid) AS oid, nullif(x.typelem, 0) AS element,
                          x.typcategory AS category
                   FROM pg_catalog.pg_type x WHERE x.oid = pg_catalog.to_regtype(p.target)) t ON true
WHERE NOT coalesce(s.oid = t.oid OR t.category = 'S'
                   OR s.category = 'A' AND t.category = 'A' AND s.element = t.element
                   OR EXISTS (SELECT FROM pg_catalog.pg_cast c
                              WHERE c.castcontext IN ('a', 'i')
                                AND (c.castsource = s.oid AND c.casttarget = t.oid
                                     OR s.category = 'A' AND t.category = 'A'
                                        AND c.castsource = s.element AND c.casttarget = t.element)), false))sql";

} // namespace

std::set<std::pair<std::string, std::string>>
without_assignment(postgres::Session& session,
                   const std::vector<std::pair<std::string, std::string>>& pairs) {
    if (pairs.empty()) return {};
    std::vector<sql::Text> rows;
    for (const auto& [source, target] : pairs)
        rows.push_back(text("({}, {})", sql::Literal(source), sql::Literal(target)));
    const auto sql = text("WITH pair(source, target) AS (VALUES {}){}", joined(rows, ", "),
                          sql::Fragment(std::string(conversions)));
    std::set<std::pair<std::string, std::string>> result;
    for (const auto& row : session.query(sql, "looking how types convert"))
        result.emplace(row.at(0).value_or(""), row.at(1).value_or(""));
    return result;
}

} // namespace pgslate::live
