#include "database/seclusion.hpp"

#include "base/format.hpp"

namespace pgslate::database {
namespace {

using postgres::Session;
using sql::Identifier;
using sql::text;

// The role that logged in is let in, whatever role it acts as.
struct Us {
    bool superuser = false;
    bool act_as_another = false;
};

Us who_we_are(Session& session) {
    const auto row = session.query_row(
        sql::Text::verbatim("SELECT rolsuper, session_user <> current_user "
                            "FROM pg_catalog.pg_roles WHERE rolname = session_user"),
        "looking at the role");
    return {.superuser = row.at(0) == "t", .act_as_another = row.at(1) == "t"};
}

void run(Session& session, const std::vector<sql::Text>& statements, const std::string& doing) {
    session.execute(sql::joined(statements, ";\n"), doing);
}

} // namespace

// No limit holds for superusers (manual, "CREATE DATABASE"), and it leaves no trace. For others the
// privilege is taken away, of which PostgreSQL keeps that it was given again.
void let_only_us_in(Session& session, const std::string& name) {
    const Identifier database(name);
    const auto us = who_we_are(session);
    std::vector<sql::Text> statements;
    if (us.superuser)
        statements.push_back(text("ALTER DATABASE {} CONNECTION LIMIT 0", database));
    else
        statements.push_back(text("REVOKE CONNECT ON DATABASE {} FROM PUBLIC", database));
    if (!us.superuser && us.act_as_another)
        statements.push_back(text("GRANT CONNECT ON DATABASE {} TO SESSION_USER", database));
    statements.push_back(text("ALTER DATABASE {} ALLOW_CONNECTIONS true", database));
    run(session, statements, format("letting nobody else into database \"{}\"", name));
}

void let_everybody_in(Session& session, const std::string& name) {
    const Identifier database(name);
    const auto us = who_we_are(session);
    std::vector<sql::Text> statements;
    if (us.superuser)
        statements.push_back(text("ALTER DATABASE {} CONNECTION LIMIT -1", database));
    else
        statements.push_back(text("GRANT CONNECT ON DATABASE {} TO PUBLIC", database));
    if (!us.superuser && us.act_as_another)
        statements.push_back(text("REVOKE CONNECT ON DATABASE {} FROM SESSION_USER", database));
    run(session, statements, format("letting others into database \"{}\"", name));
}

} // namespace pgslate::database
