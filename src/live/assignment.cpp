#include "live/assignment.hpp"

#include "embedded/assignment.hpp"
#include "sql/text.hpp"

namespace pgslate::live {

using sql::text;

std::map<std::pair<std::string, std::string>, bool>
without_assignment(postgres::Session& session,
                   const std::vector<std::pair<std::string, std::string>>& pairs) {
    if (pairs.empty()) return {};
    std::vector<sql::Text> rows;
    for (const auto& [source, target] : pairs)
        rows.push_back(text("({}, {})", sql::Literal(source), sql::Literal(target)));
    const auto sql = text("WITH pair(source, target) AS (VALUES {})\n{}", joined(rows, ", "),
                          sql::Fragment(std::string(embedded::assignment)));
    std::map<std::pair<std::string, std::string>, bool> result;
    for (const auto& row : session.query(sql, "looking how types convert"))
        result.emplace(std::pair(row.at(0).value_or(""), row.at(1).value_or("")), row.at(2) == "t");
    return result;
}

} // namespace pgslate::live
