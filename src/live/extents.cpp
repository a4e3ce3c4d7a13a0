#include "live/extents.hpp"

#include "embedded/extents.hpp"
#include "sql/text.hpp"

namespace pgslate::live {

using sql::text;

catalog::Extents extents_of(postgres::Session& session,
                            const std::vector<catalog::Identity>& relations) {
    if (relations.empty()) return {};
    std::vector<sql::Text> rows;
    for (const auto& relation : relations)
        rows.push_back(text("({}, {}, {})", static_cast<int>(rows.size()),
                            sql::Literal(relation.names.at(0)),
                            sql::Literal(relation.names.at(1))));
    const auto question = text("WITH wanted(number, schema, name) AS (VALUES {})\n{}",
                               joined(rows, ", "), sql::Fragment(std::string(embedded::extents)));
    catalog::Extents extents;
    for (const auto& row : session.query(question, "looking how much tables hold"))
        extents.insert_or_assign(relations.at(static_cast<std::size_t>(row.number(0))),
                                 catalog::Extent{row.number(1), row.number(2), row.at(3) == "t"});
    return extents;
}

} // namespace pgslate::live
