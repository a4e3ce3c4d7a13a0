// What pg_dump says of two databases, held against each other.
#include "commands/dump_entries.hpp"

#include <gtest/gtest.h>

namespace pgslate::commands {
namespace {

DumpedObjects dump_of(const std::string& type, const std::string& body) {
    return objects_in("\\restrict a\n--\n-- Dumped by pg_dump version 15\n\nSET x = 1;\n\n--\n-- "
                      "Name: t; Type: "
                      + type + "; Schema: public; Owner: -\n--\n\n" + body
                      + "\n\nSET default_table_access_method = heap;\n\n\\unrestrict b\n");
}

std::size_t seen(const DumpedObjects& present, const DumpedObjects& wanted) {
    return differences_of(present, wanted, [](const DumpedObject&) { return true; }).size();
}

TEST(DumpEntries, LeaveOutWhatIsNoObject) {
    const auto dump = dump_of("VIEW", "CREATE VIEW public.t AS\n SELECT 1;");
    ASSERT_EQ(dump.size(), 1U);
    EXPECT_EQ(to_string(dump.begin()->first), "VIEW public.t");
    EXPECT_EQ(dump.begin()->second, "CREATE VIEW public.t AS\n SELECT 1;\n");
}

TEST(DumpEntries, TakeTablesForTheSameWhateverTheOrderOfTheirColumns) {
    const auto one = dump_of("TABLE", "CREATE TABLE public.t (\n    a integer,\n    b text\n);");
    const auto other = dump_of("TABLE", "CREATE TABLE public.t (\n    b text,\n    a integer\n);");
    EXPECT_EQ(seen(one, other), 0U);
    EXPECT_EQ(seen(one, dump_of("TABLE", "CREATE TABLE public.t (\n    a integer,\n    b "
                                         "text NOT NULL\n);")),
              1U);
    EXPECT_EQ(seen(one, dump_of("TABLE", "CREATE TABLE public.t (\n    a bigint,\n    b text\n);")),
              1U);
}

TEST(DumpEntries, TakeForTheSameWhatTheServerPrintsOtherwise) {
    const auto first = dump_of("CONSTRAINT", "CHECK (((s)::text = ANY ((ARRAY['x'::character "
                                             "varying, 'y'::character varying(3)])::text[])));");
    const auto second = dump_of("CONSTRAINT", "CHECK (((s)::text = ANY (ARRAY[('x'::character "
                                              "varying)::text, ('y'::\"a.b\".c)::text])));");
    EXPECT_EQ(seen(first, second), 0U);
    EXPECT_EQ(seen(first, dump_of("CONSTRAINT", "CHECK (((s)::text = ANY ((ARRAY['x'::character "
                                                "varying, 'z'::character varying])::text[])));")),
              1U);
}

TEST(DumpEntries, NameWhatOnlyOneSideHas) {
    const auto dump = dump_of("VIEW", "CREATE VIEW public.t AS SELECT 1;");
    EXPECT_EQ(seen(dump, {}), 1U);
    EXPECT_EQ(seen({}, dump), 1U);
    EXPECT_TRUE(differences_of(dump, {}, [](const DumpedObject&) { return false; }).empty());
}

} // namespace
} // namespace pgslate::commands
