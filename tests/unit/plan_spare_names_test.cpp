#include "plan/spare_names.hpp"

#include <gtest/gtest.h>

namespace pgslate::plan {
namespace {

using catalog::Kind;

TEST(SpareNames, AreThoseThatNothingHasBeforeOrAfterwards) {
    catalog::Catalog live;
    catalog::Catalog target;
    const auto add = [](catalog::Catalog& catalog, std::vector<std::string> names) {
        const catalog::Identity id{Kind::table, std::move(names), {}};
        catalog.facts.insert({id, {.id = id}});
    };
    add(live, {"app", "spare_1"});
    add(live, {"other", "spare_2"});
    add(target, {"app", "spare_3_id_seq"});
    SpareNames names(live, target);
    EXPECT_EQ(names.next("spare", "app"), "spare_2");
    EXPECT_EQ(names.next("spare", "app"), "spare_4");
    EXPECT_EQ(names.next("aside", "app"), "aside_1");
}

} // namespace
} // namespace pgslate::plan
