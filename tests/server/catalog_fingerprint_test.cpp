// A fingerprint that is the same says that the catalogs are.
#include "base/format.hpp"
#include "live/catalog_fingerprint.hpp"
#include "live/questions.hpp"
#include "live/read.hpp"
#include "live/server_lines.hpp"
#include "support/changes.hpp"
#include "support/every_kind.hpp"

#include <gtest/gtest.h>

#include <set>

namespace pgslate::testing {
namespace {

using live::Dependencies;
using postgres::Session;

live::Reading read_with_fingerprint(const std::string& database) {
    return live::read(Session(socket_parameters(database)),
                      {Dependencies::none, live::Signs::standstill_and_fingerprint});
}

std::string fingerprint_now(Session& session, const live::Reading& before) {
    live::CatalogFingerprint now;
    postgres::Together together;
    live::ask_catalog_fingerprint(together, before.horizon, session.server().version, now);
    together.ask(session, "looking");
    return now.text();
}

// The catalogs that the server looks at for a question, behind all views.
std::set<std::string> catalogs_in(Session& session, std::string_view question) {
    constexpr std::string_view mark = " on pg_catalog.";
    std::set<std::string> names;
    const auto sql = live::for_server(question, session.server().version);
    for (const auto& row : session.query(sql::text("EXPLAIN (VERBOSE) {}", sql::Fragment(sql)),
                                         "looking what is read")) {
        const auto line = row.at(0).value_or("");
        if (const auto at = line.find(mark);
            at != std::string::npos && line.find("Function Scan") == std::string::npos) {
            const auto begin = at + mark.size();
            names.insert(line.substr(begin, line.find(' ', begin) - begin));
        }
    }
    return names;
}

TEST(CatalogFingerprint, IsOfEveryCatalogThatIsRead) {
    const EveryKind every;
    auto session = every.session();
    std::set<std::string> counted;
    for (const auto& question : live::catalog_fingerprint_questions())
        counted.merge(catalogs_in(session, question));
    EXPECT_GT(counted.size(), 50U);
    // Roles, and what they are to each other, the cache's own question tells.
    counted.insert({"pg_authid", "pg_auth_members"});
    for (const auto& questions : {live::object_questions(), live::dependency_questions()})
        for (const auto& question : questions)
            for (const auto& catalog : catalogs_in(session, question.sql))
                EXPECT_TRUE(counted.contains(catalog)) << catalog << "\n" << question.sql;
}

// There is one with a subscription, of which nothing can be told.
void drop_subscriptions(Session& session) {
    for (const auto& row :
         session.query(sql::text("SELECT subname FROM pg_catalog.pg_subscription s JOIN "
                                 "pg_catalog.pg_database d ON d.oid = s.subdbid "
                                 "WHERE d.datname = pg_catalog.current_database()"),
                       "looking for subscriptions")) {
        const sql::Identifier name(row.at(0).value_or(""));
        session.execute(sql::text("ALTER SUBSCRIPTION {} SET (slot_name = NONE)", name),
                        "dropping");
        session.execute(sql::text("DROP SUBSCRIPTION {}", name), "dropping");
    }
}

TEST(CatalogFingerprint, IsAnotherAfterEveryChange) {
    const EveryKind every;
    auto session = every.session();
    EXPECT_EQ(read_with_fingerprint(every.database()).fingerprint, "")
        << "with a subscription nothing is told";
    drop_subscriptions(session);
    const auto before = read_with_fingerprint(every.database());
    ASSERT_NE(before.fingerprint, "");
    std::size_t made = 0;
    for (const auto& change : changes_for(session.server().version)) {
        session.execute(sql::text("BEGIN"), "changing");
        try {
            session.execute(sql::Text::verbatim(every.with_roles(change.sql)), "changing");
            EXPECT_NE(fingerprint_now(session, before), before.fingerprint) << change.sql;
            ++made;
        } catch (const Error&) {
            // Not in a transaction, or about the subscription.
        }
        session.execute(sql::text("ROLLBACK"), "changing");
        ASSERT_EQ(fingerprint_now(session, before), before.fingerprint)
            << "rolled back: " << change.sql;
    }
    EXPECT_GT(made, 200U);
}

class FingerprintOfATable : public ::testing::Test {
  protected:
    void run(const char* sql) { session_.execute(sql::Text::verbatim(sql), "testing"); }
    std::string now(const live::Reading& before) { return fingerprint_now(session_, before); }
    live::Reading read() const { return read_with_fingerprint(database_.name()); }

    const TestDatabase database_{"_fingerprint"};
    Session session_ = database_.session();
};

TEST_F(FingerprintOfATable, IsNotOfItsRows) {
    run("create table t (id serial primary key); create index on t (id)");
    const auto before = read();
    run("insert into t select from generate_series(1, 1000)");
    run("analyze t");
    session_.execute(sql::text("vacuum t"), "testing");
    run("delete from t");
    run("select setval('t_id_seq', 7)");
    run("truncate t restart identity");
    run("alter sequence t_id_seq restart");
    run("reindex table t");
    run("select lo_create(0)");
    EXPECT_EQ(now(before), before.fingerprint);
    EXPECT_EQ(read().fingerprint, before.fingerprint);
}

TEST_F(FingerprintOfATable, TellsWhatTwoTablesExchange) {
    run("create table t (id integer); create table u (id integer); "
        "alter table u enable row level security");
    const auto before = read();
    run("alter table t enable row level security; alter table u disable row level security");
    EXPECT_NE(now(before), before.fingerprint);
}

// The server's own hash of a grant is the sum of the role's number and the privileges' bits.
TEST_F(FingerprintOfATable, TellsWhoMayDoWhat) {
    run("create table t (id integer); grant insert on t to pg_read_all_settings");
    const auto before = read();
    run("revoke insert on t from pg_read_all_settings; grant select on t to pg_monitor");
    EXPECT_NE(now(before), before.fingerprint);
}

TEST_F(FingerprintOfATable, ComesBackWithWhatHasGoneAgain) {
    run("create table t (id integer)");
    const auto before = read();
    run("create table u (id integer)");
    EXPECT_NE(now(before), before.fingerprint);
    run("drop table u");
    EXPECT_EQ(now(before), before.fingerprint);
    run("alter table t alter id set default 1");
    run("alter table t alter id drop default");
    EXPECT_NE(now(before), before.fingerprint) << "a row of the same content is another row";
}

// Its transaction is older than all that the reading saw.
TEST_F(FingerprintOfATable, SeesWhatAnOlderTransactionDoesLater) {
    run("create table t (id integer)");
    auto other = database_.session();
    other.execute(sql::text("begin; create table before (id integer)"), "testing");
    run("create table u (id integer)");
    const auto before = read();
    EXPECT_EQ(now(before), before.fingerprint);
    other.execute(sql::text("alter table t alter id set default 1; commit"), "testing");
    EXPECT_NE(now(before), before.fingerprint);
}

TEST_F(FingerprintOfATable, IsOfOneDatabase) {
    run("create table t (id integer)");
    const auto before = read();
    session_ = Session(socket_parameters("postgres"));
    const TestDatabase copy("_copy");
    session_.execute(sql::text("drop database {}", sql::Identifier(copy.name())), "testing");
    session_.execute(sql::text("create database {} template {}", sql::Identifier(copy.name()),
                               sql::Identifier(database_.name())),
                     "testing");
    session_ = copy.session();
    EXPECT_NE(now(before), before.fingerprint);
}

TEST_F(FingerprintOfATable, IsNotToldWhereACatalogIsUnknown) {
    run("set allow_system_table_mods = on; create table pg_catalog.pg_of_tomorrow (oid oid)");
    EXPECT_EQ(read().fingerprint, "");
}

} // namespace
} // namespace pgslate::testing
