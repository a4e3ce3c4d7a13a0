#include "live/named_relations.hpp"

#include "embedded/analyzed_whole.hpp"
#include "live/text_array.hpp"

namespace pgslate::live {

using sql::text;

sql::Text numbers_of_named(const std::vector<catalog::Identity>& relations) {
    std::vector<std::string> schemas;
    std::vector<std::string> names;
    for (const auto& relation : relations) {
        schemas.push_back(relation.names.at(0));
        names.push_back(relation.names.at(1));
    }
    return text("SELECT c.oid FROM ROWS FROM (pg_catalog.unnest({}::pg_catalog.name[]), "
                "pg_catalog.unnest({}::pg_catalog.name[])) v(schema, name) "
                "JOIN pg_catalog.pg_namespace n ON n.nspname = v.schema "
                "JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = v.name",
                sql::Literal(text_array(schemas)), sql::Literal(text_array(names)));
}

std::set<std::vector<std::string>> analyzed_whole(postgres::Session& session,
                                                  const std::vector<catalog::Identity>& relations) {
    const auto question = text("WITH wanted(relation) AS ({})\n{}", numbers_of_named(relations),
                               sql::Fragment(std::string(embedded::analyzed_whole)));
    std::set<std::vector<std::string>> whole;
    for (const auto& row : session.query(question, "looking for statistics of expressions"))
        whole.insert({row.at(0).value_or(""), row.at(1).value_or("")});
    return whole;
}

} // namespace pgslate::live
