#include "database/definition.hpp"

#include "base/format.hpp"

#include <algorithm>

namespace pgslate::database {
namespace {

using postgres::Row;
using postgres::Session;

// The columns that came or changed their name with a version are taken from the row as JSON, where
// what a server does not have is NULL: datlocprovider (15), daticulocale (15, 16), daticurules
// (16), datlocale (17).
constexpr std::string_view definition_question = R"(
SELECT pg_catalog.pg_get_userbyid(d.datdba), pg_catalog.pg_encoding_to_char(d.encoding),
       d.datcollate, d.datctype, d.row ->> 'datlocprovider',
       coalesce(d.row ->> 'datlocale', d.row ->> 'daticulocale'), d.row ->> 'daticurules',
       CASE WHEN d.dattablespace <> usual.dattablespace THEN t.spcname END,
       pg_catalog.shobj_description(d.oid, 'pg_database'),
       d.datconnlimit, d.datistemplate, d.datallowconn, d.datacl IS NOT NULL, d.oid
FROM (SELECT *, pg_catalog.to_jsonb(pg_database) AS row FROM pg_catalog.pg_database) d
JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace
LEFT JOIN pg_catalog.pg_database usual ON usual.datname = 'template1'
WHERE d.datname = $1)";

constexpr std::string_view stored_parameters = R"(
SELECT coalesce(r.rolname, ''), pg_catalog.split_part(entry, '=', 1),
       pg_catalog.substr(entry, pg_catalog.strpos(entry, '=') + 1)
FROM pg_catalog.pg_db_role_setting s
JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase AND d.datname = $1
LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) WITH ORDINALITY AS e(entry, place)
ORDER BY r.rolname NULLS FIRST, e.place)";

constexpr std::string_view grants = R"(
SELECT pg_catalog.pg_get_userbyid(g.grantor),
       CASE WHEN g.grantee = 0 THEN '' ELSE pg_catalog.pg_get_userbyid(g.grantee) END,
       g.privilege_type, g.is_grantable
FROM pg_catalog.pg_database d, pg_catalog.aclexplode(d.datacl) g WHERE d.datname = $1)";

std::vector<Row> ask(Session& session, std::string_view sql, const std::string& name) {
    return session.query(sql::Text::verbatim(std::string(sql)),
                         format("reading what database \"{}\" is", name), {name});
}

CreateOptions options_from(const Row& row) {
    return {.owner = row.at(0).value_or(""),
            .encoding = row.at(1).value_or(""),
            .collate = row.at(2).value_or(""),
            .ctype = row.at(3).value_or(""),
            .provider = row.at(4).value_or(""),
            .provider_locale = row.at(5).value_or(""),
            .icu_rules = row.at(6).value_or(""),
            .tablespace = row.at(7).value_or("")};
}

std::vector<Parameter> parameters_of(Session& session, const std::string& name) {
    std::vector<Parameter> result;
    for (const auto& row : ask(session, stored_parameters, name))
        result.push_back({row.at(0).value_or(""), row.at(1).value_or(""), row.at(2).value_or("")});
    return result;
}

std::vector<Grant> grants_of(Session& session, const std::string& name) {
    std::vector<Grant> result;
    for (const auto& row : ask(session, grants, name))
        result.push_back({.grantor = row.at(0).value_or(""),
                          .grantee = row.at(1).value_or(""),
                          .privilege = row.at(2).value_or(""),
                          .grantable = row.at(3) == "t"});
    std::ranges::sort(result);
    return result;
}

} // namespace

std::optional<Definition> definition_of(Session& session, const std::string& name) {
    const auto rows = ask(session, definition_question, name);
    if (rows.empty()) return std::nullopt;
    const auto& row = rows.front();
    Definition result{.oid = row.at(13).value_or(""),
                      .options = options_from(row),
                      .comment = row.at(8).value_or(""),
                      .connection_limit = static_cast<int>(row.number(9, -1)),
                      .is_template = row.at(10) == "t",
                      .allows_connections = row.at(11) == "t",
                      .parameters = parameters_of(session, name)};
    if (row.at(12) == "t") result.grants = grants_of(session, name);
    return result;
}

std::string comment_on(Session& session, const std::string& name) {
    const auto rows = ask(session,
                          "SELECT pg_catalog.shobj_description(oid, 'pg_database') "
                          "FROM pg_catalog.pg_database WHERE datname = $1",
                          name);
    return rows.empty() ? std::string() : rows.front().at(0).value_or("");
}

std::string oid_of(Session& session, const std::string& name) {
    const auto rows =
        ask(session, "SELECT oid FROM pg_catalog.pg_database WHERE datname = $1", name);
    return rows.empty() ? std::string() : rows.front().at(0).value_or("");
}

} // namespace pgslate::database
