// apply where a column of a table is that of its partitions and children, too.
#include "base/format.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <array>

namespace pgslate::testing {
namespace {

struct WithChildren {
    const char* name;
    const char* a;
    const char* b;
};

void PrintTo(const WithChildren& pair, std::ostream* stream) {
    *stream << pair.name;
}

class ApplyChildren : public ProgramTest, public ::testing::WithParamInterface<WithChildren> {
  protected:
    void expect_way(const std::string& to) const {
        model("model.sql", to);
        const auto applied = run_pgslate({"apply", "--allow", "data-loss"});
        EXPECT_EQ(applied.status, 0) << applied.out << applied.err;
        const auto plan = run_pgslate({"plan"});
        EXPECT_EQ(plan.status, 0) << plan.out << plan.err;
        EXPECT_EQ(ask_target("select count(*) from part where id = 1"), "1");
    }
};

TEST_P(ApplyChildren, BecomeOneAnotherWithTheirRows) {
    make(GetParam().a);
    run_sql("insert into part (id) values (1)", name());
    expect_way(GetParam().b);
    expect_way(GetParam().a);
}

constexpr std::array pairs_with_children = {
    WithChildren{"TypesThatChangeBeforeAttaching",
                 "create table whole (id integer, a char(8)) partition by range (id);"
                 "create table part partition of whole default;",
                 "create table whole (id integer, a char(20)) partition by range (id);"
                 "create table part (id integer, a char(20));"},
    WithChildren{
        "ViewsAndPoliciesOnAPartitionWhoseTypesChange",
        "create table whole (id integer, a numeric(8,2)) partition by range (id);"
        "create table part partition of whole default; create view v as select a from part;"
        "create policy p on part using (a > 0); create view w as select * from v;",
        "create table whole (id integer, a text) partition by range (id);"
        "create table part partition of whole default; create view v as select a from part;"
        "create policy p on part using (a <> ''); create view w as select * from v;"},
    WithChildren{"PoliciesOnAPartitionThatLosesAColumn",
                 "create table whole (id integer, a integer) partition by range (id);"
                 "create table part partition of whole default;"
                 "create policy p on part using (a > 0); create view v as select a from part;",
                 "create table whole (id integer) partition by range (id);"
                 "create table part partition of whole default;"},
    WithChildren{"UsualStorageOfNumbers",
                 "create table part (id integer, a numeric(8,2), b inet, c text, d numeric[]);"
                 "alter table part alter a set storage plain, alter b set storage external,"
                 " alter c set storage plain, alter d set storage main;",
                 "create table part (id integer, a numeric(8,2), b inet, c text, d numeric[]);"},
    WithChildren{"ChildrenThatHadAColumnOfAnotherType",
                 "create table whole (id integer, a text);"
                 "create table part (b text) inherits (whole);",
                 "create table whole (id integer, a text);"
                 "create table part (id integer, a uuid, b text);"},
};

INSTANTIATE_TEST_SUITE_P(Pairs, ApplyChildren, ::testing::ValuesIn(pairs_with_children),
                         [](const auto& test) { return std::string(test.param.name); });

} // namespace
} // namespace pgslate::testing
