// Printed texts that a server reads again: each kind of them where it stands.
#include "desired/rereading.hpp"
#include "live/read.hpp"
#include "plan/carrier_of.hpp"
#include "support/every_kind.hpp"

#include <gtest/gtest.h>

#include <set>

namespace pgslate::testing {
namespace {

using catalog::Catalog;
using catalog::Fact;
using desired::Rereading;
using plan::carrier_of;

Catalog catalog_of(postgres::Session& session) {
    return live::read(session, live::Dependencies::none).catalog;
}

// `column default`, `view query`, ...
std::set<std::string> met(Rereading& rereading, const Fact& fact) {
    std::set<std::string> result;
    for (const auto& [attribute, value] : fact.attributes) {
        const auto carrier = carrier_of(fact, attribute, value);
        if (!carrier) continue;
        EXPECT_TRUE(rereading.meet(*carrier, *carrier)) << carrier->statement.sql();
        result.insert(format("{} {}", to_string(fact.id.kind), attribute));
    }
    return result;
}

TEST(RereadingTexts, OfEveryKindIsDoneWhereTheyStandAndLeavesNothing) {
    const EveryKind every;
    auto session = every.session();
    const auto before = catalog_of(session);
    std::set<std::string> all;
    {
        Rereading rereading(session);
        for (const auto& [id, fact] : before.facts) all.merge(met(rereading, fact));
    }
    for (const auto* what :
         {"check constraint expression", "column default", "column generated", "domain default",
          "domain check expression", "exclusion constraint elements", "exclusion constraint where",
          "function arguments", "index elements", "index where", "materialized view query",
          "policy check", "policy using", "publication tables", "rule definition",
          "statistics object definition", "table partition_by", "trigger definition", "view query"})
        EXPECT_TRUE(all.contains(what)) << what;
    EXPECT_EQ(all.contains("function sql_body"), session.server().major() >= 14);
    const auto after = catalog_of(session);
    EXPECT_EQ(after.facts.size(), before.facts.size());
    for (const auto& [id, fact] : before.facts) {
        const auto* now = after.find(id);
        EXPECT_TRUE(now != nullptr && now->attributes == fact.attributes) << to_string(id);
    }
}

plan::Carrier view(const std::string& query) {
    return plan::view_of(sql::text("{}", sql::Fragment(query)));
}

TEST(RereadingTexts, MeetsWhatIsPrintedAlikeAfterOneReadingOrTwo) {
    const TestDatabase database;
    auto session = database.session();
    Rereading rereading(session);
    const std::string once = "SELECT 'a'::varchar IN ('a', 'b')";
    const std::string twice =
        "SELECT 'a'::varchar::text = ANY ((ARRAY['a'::varchar, 'b'::varchar])::text[])";
    const std::string thrice =
        "SELECT 'a'::varchar::text = ANY (ARRAY[('a'::varchar)::text, ('b'::varchar)::text])";
    for (const auto& one : {once, twice, thrice})
        for (const auto& other : {once, twice, thrice})
            EXPECT_TRUE(rereading.meet(view(one), view(other))) << one << other;
    EXPECT_FALSE(rereading.meet(view(once), view("SELECT 'a'::varchar IN ('a', 'c')")));
    EXPECT_FALSE(rereading.meet(view(once), view("SELECT nobody()")));
    EXPECT_FALSE(rereading.meet(view("SELECT nobody()"), view("SELECT nobody()")));
    EXPECT_TRUE(rereading.meet(view(once), view(once))); // what failed before is forgotten
}

// Even if whoever wrote the text had got past the brackets.
TEST(RereadingTexts, RunsOneStatementOfAMessageAtMost) {
    const TestDatabase database;
    auto session = database.session();
    {
        Rereading rereading(session);
        const auto two = view("SELECT 1); COMMIT; CREATE TABLE here (); SELECT (1");
        EXPECT_FALSE(rereading.meet(two, two));
        rereading.keep(sql::text("CREATE VIEW a AS SELECT 1; COMMIT; CREATE TABLE here ()"));
    }
    EXPECT_EQ(ask("select count(*) from pg_class where relname = 'here'", database.name()), "0");
}

} // namespace
} // namespace pgslate::testing
