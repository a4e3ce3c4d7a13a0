#include "database/role_right.hpp"

namespace pgslate::database {

// From PostgreSQL 16 on not every member of a role may act as it: the grant says so (manual,
// "GRANT").
RoleRight right_to_act_as(postgres::Session& session, const std::string& role) {
    const std::string right = session.server().version < 160000 ? "MEMBER" : "SET";
    const auto rows = session.query(
        sql::Text::verbatim("SELECT pg_catalog.pg_has_role(oid, $2) FROM pg_catalog.pg_roles "
                            "WHERE rolname = $1"),
        "looking for the owner of the new database", {role, right});
    if (rows.empty()) return RoleRight::no_such_role;
    return rows.front().at(0) == "t" ? RoleRight::may_act : RoleRight::may_not;
}

} // namespace pgslate::database
