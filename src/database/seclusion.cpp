#include "database/seclusion.hpp"

#include <vector>

namespace pgslate::database {

using sql::Identifier;
using sql::text;

// No limit holds for superusers (manual, "CREATE DATABASE"), and it leaves no trace. For others the
// privilege is taken away, of which PostgreSQL keeps that it was given again. The role that logged
// in is let in, whatever role it acts as.
sql::Text letting_only_us_in(const std::string& database, const postgres::RoleFacts& us) {
    const Identifier name(database);
    std::vector<sql::Text> statements;
    if (us.superuser)
        statements.push_back(text("ALTER DATABASE {} CONNECTION LIMIT 0", name));
    else
        statements.push_back(text("REVOKE CONNECT ON DATABASE {} FROM PUBLIC", name));
    if (!us.superuser && us.acts_as_another)
        statements.push_back(text("GRANT CONNECT ON DATABASE {} TO SESSION_USER", name));
    statements.push_back(text("ALTER DATABASE {} ALLOW_CONNECTIONS true", name));
    return sql::joined(statements, ";\n");
}

sql::Text letting_everybody_in(const std::string& database, const postgres::RoleFacts& us) {
    const Identifier name(database);
    std::vector<sql::Text> statements;
    if (us.superuser)
        statements.push_back(text("ALTER DATABASE {} CONNECTION LIMIT -1", name));
    else
        statements.push_back(text("GRANT CONNECT ON DATABASE {} TO PUBLIC", name));
    if (!us.superuser && us.acts_as_another)
        statements.push_back(text("REVOKE CONNECT ON DATABASE {} FROM SESSION_USER", name));
    return sql::joined(statements, ";\n");
}

} // namespace pgslate::database
