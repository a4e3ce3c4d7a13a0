#include "live/wanted.hpp"

#include <string>

namespace pgslate::live {

using sql::text;

sql::Text about(const std::vector<catalog::Identity>& relations, std::string_view question) {
    std::vector<sql::Text> rows;
    rows.reserve(relations.size());
    for (const auto& relation : relations)
        rows.push_back(text("({}, {}, {})", static_cast<int>(rows.size()),
                            sql::Literal(relation.names.at(0)),
                            sql::Literal(relation.names.at(1))));
    return text("WITH wanted(number, schema, name) AS (VALUES {})\n{}", joined(rows, ", "),
                sql::Fragment(std::string(question)));
}

} // namespace pgslate::live
