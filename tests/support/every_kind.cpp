#include "support/every_kind.hpp"

#include "base/files.hpp"
#include "database/database.hpp"
#include "live/server_lines.hpp"

namespace pgslate::testing {
namespace {

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

// One for all tests of a server, with which it goes: one in its folder needs no other (manual,
// "Developer Options"). Another test may make it at the same moment.
void make_tablespace() {
    auto session = postgres::Session(socket_parameters("postgres"));
    session.execute(sql::text("SET allow_in_place_tablespaces = on"), "making a tablespace");
    try {
        session.execute(sql::text("CREATE TABLESPACE every_space LOCATION ''"),
                        "making a tablespace");
    } catch (const Error& error) {
        if (std::string_view(error.what()).find("exist") == std::string_view::npos) throw;
    }
}

} // namespace

EveryKind::EveryKind()
    : owner_("x", "", "_owner"), reader_("x", "", "_reader"), database_("_every") {
    make_tablespace();
    auto session = database_.session();
    const auto text =
        read_file(PGSLATE_SOURCE_DIR "/tests/fixtures/every_kind.sql", ExitStatus::failed);
    const auto script = with_roles(live::for_server(text, session.server().version));
    // Subscriptions cannot be made in a transaction together with anything else.
    const auto away = script.find("CREATE SUBSCRIPTION");
    const auto behind = script.find('\n', away);
    subscription_ = script.substr(away, behind - away);
    for (const auto& part : {script.substr(0, away), subscription_, script.substr(behind)})
        session.execute(sql::Text::verbatim(part), "making the fixture");
}

EveryKind::~EveryKind() {
    auto session = database_.session();
    database::forget_subscriptions(session);
}

EveryKind::Copy::Copy(const EveryKind& every, const std::string& suffix)
    : database_(suffix, "template " + every.database()) {
    session().execute(sql::Text::verbatim(every.subscription_), "making the fixture");
}

EveryKind::Copy::~Copy() {
    auto session = database_.session();
    database::forget_subscriptions(session);
}

std::string EveryKind::with_roles(std::string sql) const {
    replace_all(sql, "every_owner", owner_.name());
    replace_all(sql, "every_reader", reader_.name());
    return sql;
}

} // namespace pgslate::testing
