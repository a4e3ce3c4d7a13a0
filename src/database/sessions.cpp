#include "database/sessions.hpp"

#include "base/format.hpp"

namespace pgslate::database {
namespace {

using postgres::Session;

// Only a superuser may end a superuser's session or one of no role; of the others a role may end
// those of roles whose privileges it has, and all with pg_signal_backend (manual, "Server Signaling
// Functions"). pg_roles is readable by everybody.
constexpr const char* may_end = R"(
(me.rolsuper OR (NOT r.rolsuper
                 AND (pg_catalog.pg_has_role(me.oid, r.oid, 'USAGE')
                      OR pg_catalog.pg_has_role(me.oid, 'pg_signal_backend', 'USAGE')))))";

// Autovacuum has no role, and gives way by itself; its kind is hidden from ordinary roles. What
// views are made of takes a new session less time to plan than they do.
constexpr std::string_view others = R"(
pg_catalog.pg_stat_get_activity(NULL) a
JOIN pg_catalog.pg_roles me ON me.rolname = current_user
JOIN pg_catalog.pg_roles r ON r.oid = a.usesysid
WHERE a.datid IN ({}) AND a.pid <> pg_catalog.pg_backend_pid()
  AND a.usesysid IS NOT NULL)";

sql::Text others_with(const Oids& oids) {
    std::vector<sql::Text> literals;
    for (const auto& oid : oids) literals.push_back(sql::text("{}", sql::Literal(oid)));
    return sql::text(others, sql::joined(literals, ", "));
}

sql::Text ending(const Oids& oids) {
    return sql::text("SELECT pg_catalog.pg_terminate_backend(a.pid) FROM {} AND {}",
                     others_with(oids), sql::Fragment(may_end));
}

Client client_from(const postgres::Row& row) {
    Client client{.pid = static_cast<int>(row.number(0)),
                  .user = row.at(1).value_or(""),
                  .application = row.at(2).value_or(""),
                  .address = row.at(3).value_or(""),
                  .age = std::nullopt,
                  .may_end = row.at(5) == "t"};
    if (row.at(4)) client.age = row.number(4);
    return client;
}

} // namespace

std::string to_string(const Client& client) {
    auto text = format("process {}", client.pid);
    if (!client.user.empty()) text += format(" of role {}", client.user);
    if (!client.application.empty()) text += format(" ({})", client.application);
    if (!client.address.empty()) text += format(" on {}", client.address);
    if (client.age) text += format(", connected {} s ago", *client.age);
    return text;
}

std::vector<Client> clients_of(Session& session, const Oids& oids) {
    std::vector<Client> result;
    postgres::Together together;
    ask_clients(together, oids, result);
    together.ask(session, "looking for sessions");
    return result;
}

void ask_clients(postgres::Together& together, const Oids& oids, std::vector<Client>& result) {
    const auto question = sql::text(R"(
SELECT a.pid, r.rolname, coalesce(a.application_name, ''),
       coalesce(pg_catalog.host(a.client_addr), ''),
       extract(epoch FROM pg_catalog.now() - a.backend_start)::bigint, {}
FROM {} ORDER BY a.backend_start, a.pid)",
                                    sql::Fragment(may_end), others_with(oids));
    together.add(question, [&result](const std::vector<postgres::Row>& rows) {
        result.clear();
        for (const auto& row : rows) result.push_back(client_from(row));
    });
}

// Before PostgreSQL 14 a session of ours may take a moment to end: its name says whose it is.
std::vector<std::string> others_in(Session& session, const Oids& oids) {
    std::vector<Client> clients;
    std::string ours;
    postgres::Together together;
    await_end_of_own(together, session.server(), oids);
    ask_clients(together, oids, clients);
    together.add(sql::text("SELECT pg_catalog.current_setting('application_name')"),
                 [&ours](const auto& rows) { ours = rows.front().at(0).value_or(""); });
    together.ask(session, "looking for sessions");
    std::vector<std::string> lines;
    for (const auto& client : clients)
        if (client.application != ours) lines.push_back(format("in it is {}", to_string(client)));
    return lines;
}

// What ends already is only waited for by that. Its name says which process it is of.
void await_end_of_own(postgres::Together& together, const postgres::ServerFacts& server,
                      const Oids& oids) {
    if (server.major() < 14) return;
    const auto ignored = [](const std::vector<postgres::Row>&) {};
    together.add(sql::text("SELECT pg_catalog.pg_terminate_backend(a.pid, 1000) FROM {} AND {} AND "
                           "a.application_name = pg_catalog.current_setting('application_name')",
                           others_with(oids), sql::Fragment(may_end)),
                 ignored);
    // Within a transaction who is there is looked up once (manual, "Viewing Statistics").
    together.add(sql::text("SELECT pg_catalog.pg_stat_clear_snapshot()"), ignored);
}

void end_clients(Session& session, const Oids& oids) {
    session.query(ending(oids), "ending sessions");
}

} // namespace pgslate::database
