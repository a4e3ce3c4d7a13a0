// One database as a whole.
#include "base/format.hpp"
#include "database/creation.hpp"
#include "database/database.hpp"
#include "database/dropping.hpp"
#include "support/test_server.hpp"

#include <gtest/gtest.h>

namespace pgslate::database {
namespace {

using pgslate::testing::socket_parameters;
using pgslate::testing::TestDatabase;
using pgslate::testing::unique_name;
using postgres::Session;

TEST(ServerDatabase, IsCreatedFoundAndDropped) {
    Session session(socket_parameters());
    const auto name = unique_name(" \"Ü'");
    EXPECT_FALSE(find(session, name));
    create(session, name, {}, [](const Problem&) {});
    const auto properties = find(session, name);
    ASSERT_TRUE(properties);
    EXPECT_EQ(properties->owner, session.server().user);
    EXPECT_EQ(properties->encoding, "UTF8");
    EXPECT_GT(properties->bytes.value_or(0), 1000000);
    EXPECT_EQ(properties->sessions, 0);
    EXPECT_THROW(create(session, name, {}, [](const Problem&) {}), Error) << "it is there";
    drop(session, name);
    EXPECT_FALSE(find(session, name));
    EXPECT_NO_THROW(drop(session, name));
}

TEST(ServerDatabase, IsDroppedThoughOthersUseIt) {
    Session session(socket_parameters());
    const TestDatabase database;
    const auto one = database.session();
    const auto two = database.session();
    EXPECT_EQ(find(session, database.name())->sessions, 2);
    drop(session, database.name());
    EXPECT_FALSE(find(session, database.name()));
}

TEST(ServerDatabase, BearsItsMarkBehindWhatPeopleWrote) {
    Session session(socket_parameters());
    const TestDatabase database;
    const auto mark = [&] {
        set_protection_mark(session, database.name(), find(session, database.name()).value());
    };
    const auto comment = [&] { return find(session, database.name())->comment; };
    mark();
    EXPECT_TRUE(has_protection_mark(comment()));
    const auto alone = comment();
    session.execute(
        sql::text("comment on database {} is 'it''s mine'", sql::Identifier(database.name())),
        "commenting");
    EXPECT_FALSE(has_protection_mark(comment()));
    mark();
    mark();
    EXPECT_EQ(comment(), "it's mine " + alone);
}

TEST(ServerDatabase, ForTryingThingsOutGoesAwayAgain) {
    Session session(socket_parameters());
    std::string name;
    try {
        const Scratch scratch(session, {});
        name = scratch.name();
        EXPECT_TRUE(find(session, name));
        throw std::runtime_error("something else");
    } catch (const std::runtime_error&) {
        EXPECT_FALSE(find(session, name));
    }
}

} // namespace
} // namespace pgslate::database
