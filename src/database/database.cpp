#include "database/database.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "database/creation.hpp"
#include "database/dropping.hpp"
#include "database/seclusion.hpp"
#include "database/uninterrupted.hpp"

#include <algorithm>
#include <array>

namespace pgslate::database {
namespace {

using postgres::Session;
using postgres::Together;
using Rows = std::vector<postgres::Row>;
using sql::Identifier;
using sql::text;

constexpr std::string_view protection_mark = "[protected by pgslate]";

// The size needs CONNECT on the database or a place in pg_read_all_stats (manual, "Database Object
// Size Functions"); asking without would be an error.
constexpr std::string_view question = R"(
SELECT pg_catalog.pg_get_userbyid(d.datdba),
       pg_catalog.pg_encoding_to_char(d.encoding),
       pg_catalog.shobj_description(d.oid, 'pg_database'),
       CASE WHEN pg_catalog.has_database_privilege(d.oid, 'CONNECT')
              OR pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')
            THEN pg_catalog.pg_database_size(d.oid) END,
       (SELECT count(*) FROM pg_catalog.pg_stat_get_activity(NULL) a -- the view takes longer to plan
        WHERE a.datid = d.oid AND a.pid <> pg_catalog.pg_backend_pid())
FROM pg_catalog.pg_database d WHERE d.datname = {})";

// What initdb has made has an oid below 16384 (FirstNormalObjectId, access/transam.h).
constexpr std::string_view objects_question = R"(
SELECT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid >= 16384)
    OR EXISTS (SELECT FROM pg_catalog.pg_proc WHERE oid >= 16384)
    OR EXISTS (SELECT FROM pg_catalog.pg_type WHERE oid >= 16384)
    OR EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE oid >= 16384)
    OR EXISTS (SELECT FROM pg_catalog.pg_extension WHERE oid >= 16384)
    OR EXISTS (SELECT FROM pg_catalog.pg_operator WHERE oid >= 16384)
    OR EXISTS (SELECT FROM pg_catalog.pg_cast WHERE oid >= 16384)
    OR EXISTS (SELECT FROM pg_catalog.pg_collation WHERE oid >= 16384)
    OR EXISTS (SELECT FROM pg_catalog.pg_publication)
    OR EXISTS (SELECT FROM pg_catalog.pg_event_trigger)
    OR EXISTS (SELECT FROM pg_catalog.pg_foreign_data_wrapper)
    OR EXISTS (SELECT FROM pg_catalog.pg_default_acl))";

Properties properties_from(const postgres::Row& row) {
    Properties properties{.owner = row.at(0).value_or(""),
                          .encoding = row.at(1).value_or(""),
                          .comment = row.at(2).value_or(""),
                          .bytes = {},
                          .sessions = static_cast<int>(row.number(4))};
    if (row.at(3)) properties.bytes = row.number(3);
    return properties;
}

void set_comment(Session& session, const std::string& name, const std::string& comment) {
    const postgres::Statement only{
        .sql = text("COMMENT ON DATABASE {} IS {}", Identifier(name), sql::Literal(comment))};
    const auto result = session.run({&only, 1});
    if (!result.error) return;
    auto problem =
        postgres::problem(*result.error, format("commenting on database {}", in_quotes(name)));
    if (result.error->sqlstate == postgres::sqlstate::insufficient_privilege)
        problem.hints.emplace_back("Only a database's owner may comment on it.");
    throw Error(postgres::exit_status(result.error->sqlstate), std::move(problem));
}

} // namespace

std::optional<Properties> find(Session& session, const std::string& name) {
    std::optional<Properties> result;
    Together together;
    ask_properties(together, name, result);
    together.ask(session, format("looking for database {}", in_quotes(name)));
    return result;
}

void ask_properties(Together& together, const std::string& name,
                    std::optional<Properties>& result) {
    together.add(text(question, sql::Literal(name)), [&result](const Rows& rows) {
        result = rows.empty() ? std::nullopt : std::optional(properties_from(rows.front()));
    });
}

void ask_whether_invalid(Together& together, const std::string& name, bool& result) {
    together.add(text("SELECT 1 FROM pg_catalog.pg_database WHERE datname = {} "
                      "AND datconnlimit = -2",
                      sql::Literal(name)),
                 [&result](const Rows& rows) { result = !rows.empty(); });
}

bool has_objects(Session& session) {
    bool result = false;
    Together together;
    together.add(sql::Text::verbatim(std::string(objects_question)),
                 [&](const Rows& rows) { result = !rows.empty() && rows.front().at(0) == "t"; });
    together.ask(session, "looking what the database holds");
    return result;
}

bool is_system(const std::string& name) {
    constexpr std::array system = {"postgres", "template0", "template1"};
    return std::ranges::find(system, name) != system.end();
}

bool has_protection_mark(const std::string& comment) {
    return comment.find(protection_mark) != std::string::npos;
}

void set_protection_mark(Session& session, const std::string& name, const Properties& properties) {
    if (has_protection_mark(properties.comment)) return;
    set_comment(session, name,
                properties.comment.empty() ? std::string(protection_mark)
                                           : format("{} {}", properties.comment, protection_mark));
}

void keep_protection_mark(Session& session, const std::string& name,
                          const std::string& comment_before) {
    if (!has_protection_mark(comment_before)) return;
    Properties now;
    now.comment = known_of(session, name).comment;
    set_protection_mark(session, name, now);
}

void forget_subscriptions(Session& session) noexcept {
    try {
        const auto question =
            sql::Text::verbatim("SELECT s.subname FROM pg_catalog.pg_subscription s "
                                "JOIN pg_catalog.pg_database d ON d.oid = s.subdbid "
                                "WHERE d.datname = pg_catalog.current_database()");
        for (const auto& row : session.query(question, "looking for subscriptions")) {
            const sql::Identifier name(row.at(0).value_or(""));
            for (const auto& statement :
                 {sql::text("ALTER SUBSCRIPTION {} DISABLE", name),
                  sql::text("ALTER SUBSCRIPTION {} SET (slot_name = NONE)", name),
                  sql::text("DROP SUBSCRIPTION {}", name)})
                session.execute(statement, "dropping a subscription");
        }
    } catch (const std::exception&) {
        // The session is broken, or the role has no right to it: dropping the database tells.
    }
}

Scratch::Scratch(Session& maintenance, const CreateOptions& options)
    : maintenance_(maintenance), temporary_(new_temporary(Temporary::Role::scratch, "")),
      name_(temporary_.name()),
      lock_(maintenance, temporary_.token, {}, {}, GiveBack::with_session),
      obligation_(maintenance.interruption()) {
    try {
        auto secluded = options;
        secluded.secluded = true;
        create(maintenance_, name_, secluded, [](const Problem&) {});
        postgres::Together together;
        together.add(text("COMMENT ON DATABASE {} IS {}", Identifier(name_),
                          sql::Literal(temporary_.record())));
        together.add(letting_only_us_in(name_, maintenance_.role()));
        together.ask(maintenance_, "letting nobody else into a scratch database");
    } catch (...) {
        undo();
        throw;
    }
}

Scratch::~Scratch() {
    undo();
}

void Scratch::undo() {
    try {
        uninterrupted(maintenance_, [this] { drop(maintenance_, name_); });
    } catch (const std::exception&) {
        // The connection is gone: the next run that needs one removes it.
    }
}

} // namespace pgslate::database
