// What counts as a change of the catalogs while they are read.
#include "live/moment.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

using live::changed;
using live::Moment;
using Names = std::vector<std::string>;

const Moment before{.horizon = "700",
                    .counts = {{"relation", "3"}, {"function", "1"}},
                    .recent = {{"1259 16400 1 701", "relation app.t"}}};

TEST(Moment, IsTheSameAsLongAsEveryRowIsThere) {
    EXPECT_EQ(changed(before, before), Names());
}

TEST(Moment, DoesNotCareForWhatHasCome) {
    auto after = before;
    after.recent.emplace("1255 16500 0 705", "function app.new");
    EXPECT_EQ(changed(before, after), Names());
}

TEST(Moment, NamesWhatHasGone) {
    auto after = before;
    after.recent.clear();
    EXPECT_EQ(changed(before, after), Names{"relation app.t"});
}

TEST(Moment, NamesAnOldRowByWhatHasComeInItsPlace) {
    auto after = before;
    after.counts["relation"] = "2";
    after.recent.emplace("1259 16390 1 705", "relation app.old");
    after.recent.emplace("1255 16500 0 705", "function app.new");
    EXPECT_EQ(changed(before, after), Names{"relation app.old"});
}

TEST(Moment, KnowsOnlyTheKindOfAnOldRowThatIsGone) {
    auto after = before;
    after.counts.erase("function");
    EXPECT_EQ(changed(before, after), Names{"a function that is gone"});
}

} // namespace
} // namespace pgslate::testing
