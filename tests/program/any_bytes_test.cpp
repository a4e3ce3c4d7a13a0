// A database of encoding SQL_ASCII, which keeps any bytes: é of LATIN1 in names
// and comments.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

class AnyBytes : public ProgramTest {
  protected:
    AnyBytes() {
        run_sql(format("create database {} encoding 'SQL_ASCII' locale 'C' template template0",
                       sql::quoted(sql::Identifier(name()))));
        model("a.toml", "[table.plain]\ncolumns.id = \"integer\"\ncomment = "
                        "\"\xc3\xa9t\xc3\xa9\"\n");
        EXPECT_EQ(run_pgslate({"create"}).status, 0);
        run_sql("do $$ begin execute format('create table %I (id integer)', "
                "encode('\\x63616665', 'escape') || chr(233)); execute "
                "format('comment on column "
                "plain.id is %L', 'ol' || chr(233)); end $$",
                name());
    }
};

TEST_F(AnyBytes, OfUtf8AreReadAsWhatTheyAre) {
    EXPECT_EQ(ask_target("select obj_description('plain'::regclass) = 'été'"), "t");
    const auto dumped = run_pgslate({"dump", "--table", "plain", "--format", "toml"});
    EXPECT_EQ(dumped.status, 1) << "the comment on its column";
}

TEST_F(AnyBytes, AreNamedByDumpWhereTheyAreNoUtf8) {
    const auto dumped = run_pgslate({"dump"});
    EXPECT_EQ(dumped.status, 1);
    EXPECT_EQ(dumped.out, "");
    EXPECT_EQ(count_of("table public.\"cafe\\xe9\": its name", dumped.err), 1U) << dumped.err;
    EXPECT_EQ(count_of("comment on column public.plain.id: text", dumped.err), 1U) << dumped.err;
}

TEST_F(AnyBytes, AreDifferencesLikeOthers) {
    const auto status = run_pgslate({"status"});
    EXPECT_EQ(status.status, 2) << status.err;
    EXPECT_NE(count_of("cafe\\xe9", status.out), 0U) << status.out;
    EXPECT_EQ(count_of("comment on table", status.out), 0U) << status.out;
    const auto json = run_pgslate({"status", "--json"});
    EXPECT_EQ(json.status, 2);
    EXPECT_EQ(count_of("table public.\\\"cafe\xEF\xBF\xBD", json.out), 1U) << json.out;
    EXPECT_EQ(run_pgslate({"create"}).status, 0);
    EXPECT_EQ(run_pgslate({"resetdb"}).status, 0);
    EXPECT_EQ(run_pgslate({"status"}).status, 0);
}

} // namespace
} // namespace pgslate::testing
