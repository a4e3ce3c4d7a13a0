// Reading a database: every kind there is, and every change that somebody can make by hand.
#include "base/format.hpp"
#include "live/read.hpp"
#include "live/snapshot.hpp"
#include "plan/difference.hpp"
#include "support/changes.hpp"
#include "support/every_kind.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <set>
#include <thread>

namespace pgslate::live {
namespace {

using catalog::Kind;
using pgslate::testing::EveryKind;
using pgslate::testing::TestDatabase;
using plan::Difference;

std::string seen(const Difference& difference) {
    auto text = std::string(to_string(difference.kind)) + " " + to_string(difference.id);
    for (std::size_t i = 0; i < difference.attributes.size(); ++i)
        text += (i == 0 ? ": " : ", ") + difference.attributes[i].name;
    return text;
}

class Reading : public ::testing::Test {
  protected:
    static catalog::Catalog read(const std::string& database) {
        postgres::Session session(pgslate::testing::socket_parameters(database));
        auto reading = live::read(session, Dependencies::none);
        EXPECT_TRUE(reading.unknown.empty());
        return std::move(reading.catalog);
    }

    // What is changed comes to nothing.
    std::string seen_after(const std::string& sql) {
        session_.execute(sql::text("BEGIN"), "refused");
        std::string text;
        try {
            session_.execute(sql::Text::verbatim(every_.with_roles(sql)), "refused");
            text = seen();
        } catch (const Error& error) {
            text = error.what();
        }
        session_.execute(sql::text("ROLLBACK"), "refused");
        return text;
    }

    // Parts of what is missing or undeclared as a whole say nothing more.
    std::string seen() {
        const auto reading = live::read_in_transaction(session_, Dependencies::none);
        EXPECT_TRUE(reading.unknown.empty());
        std::string text;
        std::set<catalog::Identity> whole;
        const auto all = plan::differences(before_, reading.catalog, plan::Scope::everything);
        for (const auto& difference : all)
            if (difference.kind != Difference::Kind::different) whole.insert(difference.id);
        for (const auto& difference : all)
            if (!difference.parent || !whole.contains(*difference.parent))
                text += (text.empty() ? "" : "; ") + live::seen(difference);
        return text;
    }

    EveryKind every_;
    catalog::Catalog before_ = read(every_.database());
    postgres::Session session_ = every_.session(); // one: a new one plans each question anew
};

TEST_F(Reading, FindsEveryKind) {
    const auto catalog = read(every_.database());
    std::set<Kind> kinds;
    for (const auto& [id, fact] : catalog.facts) kinds.insert(id.kind);
    for (int number = 0; number < static_cast<int>(Kind::statement); ++number) {
        const auto kind = static_cast<Kind>(number);
        // Labels take a provider, which is a module that the server has to load.
        if (kind == Kind::security_label) continue;
        if (kind == Kind::role) continue; // of the server, not of the database
        EXPECT_TRUE(kinds.contains(kind)) << to_string(kind);
    }
}

TEST_F(Reading, SeesNothingWhereNothingWasChanged) {
    EXPECT_EQ(seen_after("select 1"), "");
}

TEST_F(Reading, SeesEveryChange) {
    const auto version = every_.session().server().version;
    for (const auto& change : pgslate::testing::changes_for(version))
        EXPECT_EQ(seen_after(change.sql), every_.with_roles(change.seen)) << change.sql;
}

// The same facts, whoever reads them.
void expect_same(const live::Reading& one, const live::Reading& other) {
    EXPECT_EQ(one.catalog.facts.size(), other.catalog.facts.size());
    for (const auto& difference :
         plan::differences(one.catalog, other.catalog, plan::Scope::everything))
        ADD_FAILURE() << seen(difference);
    const auto sorted = [](auto dependencies) {
        std::ranges::sort(dependencies);
        return dependencies;
    };
    EXPECT_TRUE(sorted(one.catalog.dependencies) == sorted(other.catalog.dependencies));
}

TEST_F(Reading, OfALargeDatabaseTakesTwoSessions) {
    auto session = every_.session();
    session.execute(sql::Text::verbatim("do $$ begin for i in 1..700 loop execute format('create "
                                        "table many_%s (id integer primary key, name text)', i); "
                                        "end loop; end $$"),
                    "making many tables");
    const auto alone = live::read(session, Dependencies::all);
    int opened = 0;
    const auto second = [&](const std::string& database) {
        return [&opened, database]() -> std::optional<postgres::Session> {
            ++opened;
            return postgres::Session(pgslate::testing::socket_parameters(database));
        };
    };
    expect_same(live::read(session, Dependencies::all, second(every_.database())), alone);
    // A snapshot of another database can't be taken over: then one session does it all.
    expect_same(live::read(session, Dependencies::all, second("postgres")), alone);
    EXPECT_EQ(opened, 2);
    expect_same(live::read(session, Dependencies::all, [] { return std::nullopt; }), alone);
}

// Makes everything anew, with another number in it each time.
std::string made_anew(int number) {
    return format(R"(
BEGIN;
DROP TABLE IF EXISTS t CASCADE;
DROP FUNCTION IF EXISTS f();
CREATE TABLE t (id integer PRIMARY KEY CHECK (id > {0}), x text DEFAULT '{0}');
CREATE INDEX i ON t (x) WHERE id > {0};
CREATE VIEW v AS SELECT id + {0} AS y FROM t;
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT {0}';
COMMIT)",
                  number);
}

// The numbers that texts of the catalog hold.
std::vector<std::string> numbers_in(const catalog::Catalog& catalog) {
    std::vector<std::string> numbers;
    for (const auto& [id, fact] : catalog.facts)
        for (const auto* name : {"expression", "default", "where", "query", "body"}) {
            std::string digits;
            std::ranges::copy_if(fact.text(name), std::back_inserter(digits),
                                 [](char c) { return c >= '0' && c <= '9'; });
            if (fact.has(name)) numbers.push_back(digits);
        }
    return numbers;
}

TEST(ReadingMeanwhile, SeesOneMomentOfADatabaseThatChanges) {
    const TestDatabase database;
    auto reader = database.session();
    reader.execute(sql::Text::verbatim(made_anew(0)), "making it");
    std::jthread changing([&](const std::stop_token& stop) {
        auto session = database.session();
        for (int number = 1; !stop.stop_requested(); ++number) {
            try {
                session.execute(sql::Text::verbatim(made_anew(number)), "making it anew");
            } catch (const Error&) { // a deadlock with the reader, which the server has ended here
                session.execute(sql::text("ROLLBACK"), "making it anew");
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10 + number % 4 * 10));
        }
    });
    std::set<std::string> seen;
    for (int time = 0; time < 30; ++time) {
        const auto catalog = live::read(reader, Dependencies::all).catalog;
        const auto numbers = numbers_in(catalog);
        ASSERT_EQ(numbers.size(), 5U); // check, default, index, view and function
        EXPECT_EQ(std::ranges::count(numbers, numbers.front()), 5);
        seen.insert(numbers.front());
    }
    EXPECT_GT(seen.size(), 3U);
}

} // namespace
} // namespace pgslate::live
