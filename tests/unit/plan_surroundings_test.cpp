// As much of two states as what differs has to do with.
#include "plan/surroundings.hpp"

#include <gtest/gtest.h>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

Identity table_called(const std::string& name) {
    return {Kind::table, {"public", name}, {}};
}

Identity column(const std::string& of, const std::string& name) {
    return {Kind::column, {"public", of, name}, {}};
}

void add(Catalog& catalog, const Identity& id, std::optional<Identity> parent = {}) {
    catalog.facts.emplace(id, Fact{.id = id, .parent = std::move(parent)});
}

// `kept`, and a view on its column; `other`, and a key from there to `kept`; two by themselves.
Catalog four_tables() {
    Catalog catalog;
    for (const auto* name : {"far", "kept", "other", "zone"}) {
        add(catalog, table_called(name));
        add(catalog, column(name, "id"), table_called(name));
    }
    const Identity view{Kind::view, {"public", "v"}, {}};
    const Identity key{Kind::foreign_key, {"public", "other", "k"}, {}};
    add(catalog, view);
    add(catalog, key, table_called("other"));
    catalog.dependencies = {
        {view, column("kept", "id")}, {key, column("kept", "id")}, {key, column("other", "id")}};
    return catalog;
}

Surroundings around(const Catalog& declared, const Catalog& live) {
    return surroundings(declared, live, differences(declared, live, Scope::mentioned));
}

TEST(Surroundings, AreWhatHasToDoWithIt) {
    const auto declared = four_tables();
    auto live = declared;
    live.facts.at(column("kept", "id")).attributes["type"] = "integer";
    const auto part = around(declared, live).live;
    EXPECT_TRUE(part.contains({Kind::view, {"public", "v"}, {}}));
    EXPECT_TRUE(part.contains({Kind::foreign_key, {"public", "other", "k"}, {}}));
    EXPECT_TRUE(part.contains(column("other", "id")));
    EXPECT_EQ(part.dependencies.size(), 3U);
    EXPECT_FALSE(part.contains(column("zone", "id")));
}

TEST(Surroundings, LetWhatNobodyDeclaresCount) {
    const auto declared = four_tables();
    auto live = declared;
    add(live, table_called("stray"));
    const auto part = around(declared, live);
    const auto found = differences(part.declared, part.live, Scope::mentioned);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().id, table_called("stray"));
    EXPECT_LT(part.live.facts.size(), live.facts.size());
}

} // namespace
} // namespace pgslate::plan
