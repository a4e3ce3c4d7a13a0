#include "database/definition.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"

#include <algorithm>

namespace pgslate::database {
namespace {

using postgres::Row;
using postgres::Session;
using postgres::Together;
using Rows = std::vector<Row>;

std::string doing(const std::string& name) {
    return format("reading what database {} is", in_quotes(name));
}

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
WHERE d.datname = {})";

constexpr std::string_view stored_parameters = R"(
SELECT coalesce(r.rolname, ''), pg_catalog.split_part(entry, '=', 1),
       pg_catalog.substr(entry, pg_catalog.strpos(entry, '=') + 1)
FROM pg_catalog.pg_db_role_setting s
JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase AND d.datname = {}
LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) WITH ORDINALITY AS e(entry, place)
ORDER BY r.rolname NULLS FIRST, e.place)";

constexpr std::string_view grants = R"(
SELECT pg_catalog.pg_get_userbyid(g.grantor),
       CASE WHEN g.grantee = 0 THEN '' ELSE pg_catalog.pg_get_userbyid(g.grantee) END,
       g.privilege_type, g.is_grantable
FROM pg_catalog.pg_database d, pg_catalog.aclexplode(d.datacl) g WHERE d.datname = {})";

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

Definition definition_from(const Row& row) {
    Definition result{.oid = row.at(13).value_or(""),
                      .options = options_from(row),
                      .comment = row.at(8).value_or(""),
                      .connection_limit = static_cast<int>(row.number(9, -1)),
                      .is_template = row.at(10) == "t",
                      .allows_connections = row.at(11) == "t",
                      .parameters = {},
                      .grants = {}};
    if (row.at(12) == "t") result.grants.emplace();
    return result;
}

Parameter parameter_from(const Row& row) {
    return {row.at(0).value_or(""), row.at(1).value_or(""), row.at(2).value_or("")};
}

Grant grant_from(const Row& row) {
    return {.grantor = row.at(0).value_or(""),
            .grantee = row.at(1).value_or(""),
            .privilege = row.at(2).value_or(""),
            .grantable = row.at(3) == "t"};
}

} // namespace

void ask_definition(Together& together, const std::string& name,
                    std::optional<Definition>& result) {
    const sql::Literal database(name);
    together.add(sql::text(definition_question, database), [&result](const Rows& rows) {
        result = rows.empty() ? std::nullopt : std::optional(definition_from(rows.front()));
    });
    together.add(sql::text(stored_parameters, database), [&result](const Rows& rows) {
        if (!result) return;
        for (const auto& row : rows) result->parameters.push_back(parameter_from(row));
    });
    together.add(sql::text(grants, database), [&result](const Rows& rows) {
        if (!result || !result->grants) return;
        for (const auto& row : rows) result->grants->push_back(grant_from(row));
        std::ranges::sort(*result->grants);
    });
}

std::string name_in_sql(const std::string& name) {
    return sql::quoted(sql::Identifier(name));
}

std::optional<Definition> definition_of(Session& session, const std::string& name) {
    std::optional<Definition> result;
    Together together;
    ask_definition(together, name, result);
    together.ask(session, doing(name));
    return result;
}

void ask_known(Together& together, const std::string& name, Known& result) {
    together.add(sql::text("SELECT oid, pg_catalog.shobj_description(oid, 'pg_database') "
                           "FROM pg_catalog.pg_database WHERE datname = {}",
                           sql::Literal(name)),
                 [&result](const Rows& rows) {
                     result = {};
                     if (rows.empty()) return;
                     result = {.oid = rows.front().at(0).value_or(""),
                               .comment = rows.front().at(1).value_or("")};
                 });
}

Known known_of(Session& session, const std::string& name) {
    Known result;
    Together together;
    ask_known(together, name, result);
    together.ask(session, doing(name));
    return result;
}

} // namespace pgslate::database
