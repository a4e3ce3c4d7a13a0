// What things are called.
#include "catalog/identity.hpp"

#include <gtest/gtest.h>

namespace pgslate::catalog {
namespace {

Identity function(std::string arguments) {
    return {Kind::function, {"public", "f", std::move(arguments)}, {}};
}

TEST(Identity, OfAFunctionIsToldByItsArgumentsOrByHowManyThereAre) {
    EXPECT_EQ(as_models_say(function("")), function("0"));
    EXPECT_EQ(as_models_say(function("integer")), function("1"));
    EXPECT_EQ(as_models_say(function("integer[], timestamp without time zone")), function("2"));
    EXPECT_EQ(as_models_say(function(R"("a,""b", public."c,d"[])")), function("2"));
    EXPECT_EQ(as_models_say(function("3")), function("3")) << "a model has said it";
}

TEST(Identity, OfWhatIsSaidAboutAFunctionIsToldAlike) {
    EXPECT_EQ(as_models_say(comment_on(function("text, text"))), comment_on(function("2")));
}

TEST(Identity, OfAnythingElseIsTheSameToModels) {
    const Identity operator_{Kind::operator_, {"public", "+", "integer, integer"}, {}};
    EXPECT_EQ(as_models_say(operator_), operator_);
    const Identity table{Kind::table, {"public", "t"}, {}};
    EXPECT_EQ(as_models_say(table), table);
    EXPECT_EQ(as_models_say(comment_on(table)), comment_on(table));
}

// A large catalog has millions of them.
TEST(Identity, TakesNoMoreThanTwoPointers) {
    EXPECT_LE(sizeof(Identity), 2 * sizeof(void*));
}

TEST(Identity, IsOrderedByItsKindItsNamesAndWhatItIsAbout) {
    const Identity table{Kind::table, {"b"}};
    EXPECT_LT((Identity{Kind::schema, {"c"}}), table);
    EXPECT_LT((Identity{Kind::table, {"a"}, Kind::view}), table);
    EXPECT_LT(table, (Identity{Kind::table, {"b"}, Kind::view}));
}

TEST(Names, AreTheSameWhateverTheyWereMadeOf) {
    const Names names = {"app", "user"};
    EXPECT_EQ(names, Names(std::vector<std::string>{"app", "user"}));
    EXPECT_EQ(names, Names({"app"}).plus("user"));
    EXPECT_EQ(names, Names({"app", "order"}).with_last("user"));
    EXPECT_EQ(names.with(0, "public"), (Names{"public", "user"}));
    EXPECT_EQ(names, (Names{"app", "user"})) << "they never change";
    EXPECT_EQ(names.hash(), Names({"app"}).plus("user").hash());
}

TEST(Names, AreOrderedAsListsAre) {
    EXPECT_EQ(Names(), Names(std::vector<std::string>()));
    EXPECT_LT(Names(), (Names{""}));
    EXPECT_LT((Names{"a"}), (Names{"a", "a"}));
    EXPECT_LT((Names{"a", "b"}), (Names{"b", "a"}));
}

} // namespace
} // namespace pgslate::catalog
