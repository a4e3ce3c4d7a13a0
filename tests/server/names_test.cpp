// What a database contains, by name.
#include "live/names.hpp"
#include "support/program_test.hpp"
#include "support/test_server.hpp"

#include <gtest/gtest.h>

namespace pgslate::live {
namespace {

using testing::run_sql;

class ReadNames : public ::testing::Test {
  protected:
    std::set<catalog::Identity> asked_of(int version) {
        std::set<catalog::Identity> result;
        postgres::Together together;
        ask_names(together, version, result);
        together.ask(session_, "testing");
        return result;
    }

    testing::TestDatabase database_;
    testing::LoginRole reader_{"secret-1"};
    postgres::Session session_ = database_.session();
};

// The columns are those that 13 shows to everybody (its system_views.sql).
TEST_F(ReadNames, AskEachServerOnlyForWhatItShowsToEverybody) {
    run_sql("revoke select (oid) on pg_catalog.pg_subscription from public", database_.name());
    run_sql("grant select (subdbid, subname, subowner, subenabled, subslotname, subpublications) "
            "on pg_catalog.pg_subscription to public",
            database_.name());
    session_.execute(sql::text("set session authorization {}", sql::Identifier(reader_.name())),
                     "testing");
    EXPECT_EQ(asked_of(130000).count({catalog::Kind::schema, {"public"}, {}}), 1U);
    EXPECT_THROW(asked_of(140000), Error);
}

} // namespace
} // namespace pgslate::live
