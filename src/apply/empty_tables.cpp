#include "apply/empty_tables.hpp"

#include "live/extents.hpp"

namespace pgslate::apply {

using catalog::Identity;
using catalog::Kind;

std::vector<Identity> filled_meanwhile(postgres::Session& session,
                                       const std::vector<Identity>& tables) {
    std::vector<sql::Text> names;
    for (const auto& table : tables)
        if (table.kind == Kind::table) // a materialized view is filled by nobody but its owner
            names.push_back(
                sql::text("{}", sql::QualifiedName(table.names.at(0), table.names.at(1))));
    if (!names.empty())
        session.execute(sql::text("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", joined(names, ", ")),
                        "locking tables that have no rows");
    std::vector<Identity> filled;
    for (const auto& [table, extent] : live::extents_of(session, tables))
        if (!extent.empty) filled.push_back(table);
    return filled;
}

} // namespace pgslate::apply
