#include "database/obstacles.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "database/sessions.hpp"

namespace pgslate::database {
namespace {

using postgres::Row;
using postgres::Session;

// The functions are what the views of these names are made of: planning those takes a new session
// longer than the answer.
constexpr std::string_view obstacles_question = R"(
SELECT pg_catalog.format('prepared transaction %L of role %s, since %s', p.gid,
                         pg_catalog.pg_get_userbyid(p.ownerid),
                         pg_catalog.to_char(p.prepared, 'YYYY-MM-DD HH24:MI:SS')),
       'COMMIT PREPARED or ROLLBACK PREPARED ends it.'
FROM pg_catalog.pg_prepared_xact() p WHERE p.dbid = {0}
UNION ALL
SELECT pg_catalog.format('active replication slot %s, used by process %s', s.slot_name,
                         s.active_pid),
       'Stop what reads from it.'
FROM pg_catalog.pg_get_replication_slots() s WHERE s.datoid = {0} AND s.active
UNION ALL
SELECT pg_catalog.format('subscription %s', s.subname), 'DROP SUBSCRIPTION removes it.'
FROM pg_catalog.pg_subscription s WHERE s.subdbid = {0}
UNION ALL
SELECT pg_catalog.format('it belongs to role %s', pg_catalog.pg_get_userbyid(d.datdba)),
       'Only a role with the rights of its owner can replace or delete it.'
FROM pg_catalog.pg_database d
WHERE d.oid = {0} AND NOT pg_catalog.pg_has_role(d.datdba, 'USAGE'))";

constexpr std::string_view sleeping_slots = R"(
SELECT s.slot_name FROM pg_catalog.pg_get_replication_slots() s
WHERE s.datoid = {0} AND NOT s.active)";

// All of it, asked at once.
struct Found {
    std::vector<Row> obstacles;
    std::vector<Client> clients;
    std::vector<Row> sleeping_slots;
};

Found look(Session& session, const std::string& name, const Definition& definition,
           const postgres::Together& also) {
    const sql::Literal oid(definition.oid);
    Found found;
    postgres::Together together;
    const auto into = [](std::vector<Row>& rows) {
        return [&rows](const std::vector<Row>& answer) { rows = answer; };
    };
    together.add(sql::text(obstacles_question, oid), into(found.obstacles));
    ask_clients(together, {definition.oid}, found.clients);
    together.add(sql::text(sleeping_slots, oid), into(found.sleeping_slots));
    together.add(also);
    together.ask(session, format("looking for what holds database {}", in_quotes(name)));
    return found;
}

} // namespace

void check_droppable(Session& session, const std::string& name, const Definition& definition,
                     const Warn& warn, const postgres::Together& also) {
    std::vector<Problem> problems;
    const auto refuse = [&](const std::string& why, std::string hint) {
        problems.push_back(advised(
            format("database {} cannot be dropped: {}", in_quotes(name), why), {std::move(hint)}));
    };
    const auto found = look(session, name, definition, also);
    for (const auto& row : found.obstacles) refuse(row.at(0).value_or(""), row.at(1).value_or(""));
    for (const auto& client : found.clients)
        if (!client.may_end)
            refuse(format("its session may not be ended by this role: {}", to_string(client)),
                   "A superuser, or for ordinary roles pg_signal_backend, can end it.");
    if (!problems.empty()) throw Error(ExitStatus::refused, std::move(problems));
    for (const auto& row : found.sleeping_slots)
        warn({.message =
                  format("replication slot {} ends with the database", row.at(0).value_or(""))});
}

} // namespace pgslate::database
