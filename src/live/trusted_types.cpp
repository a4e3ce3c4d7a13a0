#include "live/trusted_types.hpp"

#include "embedded/trusted_types.hpp"
#include "sql/text.hpp"

namespace pgslate::live {

using sql::text;

std::set<std::string> trusted_types(postgres::Session& session, const std::set<std::string>& types,
                                    Enums enums) {
    if (types.empty()) return {};
    std::vector<sql::Text> rows;
    rows.reserve(types.size());
    for (const auto& type : types) rows.push_back(text("({})", sql::Literal(type)));
    const auto question = text("WITH wanted(name) AS (VALUES {})\n{}", joined(rows, ", "),
                               sql::Fragment(std::string(embedded::trusted_types)));
    std::set<std::string> result;
    for (const auto& row : session.query(question, "looking which types can be asked about"))
        if (enums == Enums::if_not_cast || row.at(1) != "e") result.insert(row.at(0).value_or(""));
    return result;
}

} // namespace pgslate::live
