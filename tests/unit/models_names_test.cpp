#include "base/format.hpp"
#include "models/mentions.hpp"
#include "models/names.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pgslate::models {
namespace {

using Names = std::vector<std::string>;

std::string repeat(std::string_view text, int times) {
    std::string result;
    for (; times > 0; --times) result += text;
    return result;
}

TEST(ChosenNames, JoinTableColumnsAndLabel) {
    EXPECT_EQ(chosen_name("user", {}, "pkey"), "user_pkey");
    EXPECT_EQ(chosen_name("user", {"email"}, "key"), "user_email_key");
    EXPECT_EQ(chosen_name("User", {"a", "b c"}, "fkey"), "User_a_b c_fkey");
}

TEST(ChosenNames, AreShortenedAsPostgresqlDoes) {
    const std::string a63(63, 'a');
    const std::string b63(63, 'b');
    EXPECT_EQ(chosen_name(a63, {}, "pkey"), std::string(58, 'a') + "_pkey");
    EXPECT_EQ(chosen_name(a63, {"b"}, "key"), std::string(57, 'a') + "_b_key");
    EXPECT_EQ(chosen_name("a", {b63}, "key"), "a_" + std::string(57, 'b') + "_key");
    EXPECT_EQ(chosen_name(a63, {b63}, "key"),
              std::string(29, 'a') + "_" + std::string(29, 'b') + "_key");
    EXPECT_EQ(chosen_name(a63, {b63}, "fkey"),
              std::string(29, 'a') + "_" + std::string(28, 'b') + "_fkey");
}

TEST(ChosenNames, NeverEndWithinACharacter) {
    EXPECT_EQ(chosen_name(repeat("é", 31), {}, "pkey"), repeat("é", 29) + "_pkey");
    EXPECT_EQ(chosen_name(repeat("é", 31), {repeat("€", 20)}, "key"),
              repeat("é", 14) + "_" + repeat("€", 9) + "_key");
    EXPECT_EQ(chosen_name(repeat("😀", 15), {"x"}, "check"), repeat("😀", 13) + "_x_check");
}

TEST(WrittenNames, AreSplitAtPoints) {
    EXPECT_EQ(split_name("a"), (Names{"a"}));
    EXPECT_EQ(split_name("App.User.id"), (Names{"App", "User", "id"}));
    EXPECT_EQ(split_name("\"a.b\".\"c\"\"d\""), (Names{"a.b", "c\"d"}));
    for (const auto* wrong : {"", ".", "a.", ".a", "a..b", "\"a", "\"\"", "\"a\"b", "a.\"\""})
        EXPECT_EQ(split_name(wrong), std::nullopt) << wrong;
}

TEST(Mentions, AreNamesWithTheirParts) {
    const auto found =
        mentions("select App.f(x.\"Y\"), nextval('s.q'), 'not a name' from t where true");
    std::vector<Names> parts;
    for (const auto& mention : found) parts.push_back(mention.parts);
    const std::vector<Names> expected = {{"app", "f"}, {"x", "Y"}, {"nextval"}, {"s", "q"}, {"t"}};
    EXPECT_EQ(parts, expected);
    EXPECT_TRUE(found[0].called);
    EXPECT_FALSE(found[1].called);
}

// The names that are surely names, each with its dots.
Names sure_names(const std::vector<Mention>& mentions) {
    Names names;
    for (const auto& mention : mentions)
        if (mention.strength == catalog::Dependency::Strength::mentioned)
            names.push_back(format("{}", join(mention.parts, ".")));
    return names;
}

TEST(Mentions, AreNoStringsButWhereTheseStandForNames) {
    for (const auto* data : {"value in ('item', 'order')", "x = 'item'::text", "f('item')",
                             "E'item' || $$item$$ || U&'item'", "'item'::mood"})
        for (const auto& name : sure_names(mentions(data))) EXPECT_NE(name, "item") << data;
    for (const auto* name :
         {"nextval('item')", "setval('item', 1)", "'item'::regclass", "'item'::text::regclass",
          "'item'::pg_catalog.regclass", "regclass 'item'", "cast('item' as regclass)",
          "pg_get_serial_sequence('item', 'id')"}) {
        const auto names = sure_names(mentions(name));
        EXPECT_EQ(std::ranges::count(names, "item"), 1) << name;
    }
}

TEST(Mentions, AreUnsureOfColumnsAndAliasesOfQueries) {
    EXPECT_EQ(
        sure_names(mentions("select a, b as c, d.e, f(g), h::i, cast(j as k) from l m, n join "
                            "(o cross join p) using (q) where r > all (select s from t)")),
        (Names{"f", "i", "k", "l", "n", "o", "p", "t"}));
    EXPECT_EQ(sure_names(mentions("with a as (select b from c) select d from a, e")),
              (Names{"c", "e"}));
    EXPECT_EQ(sure_names(mentions("create table a (b c, d e references f)")),
              (Names{"a", "c", "e", "f"}));
}

TEST(Mentions, AreNoRoles) {
    const auto names = sure_names(mentions("alter table a owner to b"));
    EXPECT_EQ(std::ranges::count(names, "a"), 1);
    EXPECT_EQ(std::ranges::count(names, "b"), 0);
}

TEST(Mentions, AreOperatorsToo) {
    Names operators;
    for (const auto& mention : mentions("a operator(app.+) b <=-1 * c.* @- d"))
        if (mention.is_operator) operators.push_back(format("{}", join(mention.parts, ".")));
    EXPECT_EQ(operators, (Names{"app.+", "<=", "-", "*", "@-"}));
}

TEST(Mentions, OfABodyAreUnsureButForTypesOfRows) {
    EXPECT_EQ(sure_names(mentions_in_body(
                  "declare a b%rowtype; c d.e%type; f g; begin perform h from i; end")),
              (Names{"b", "d.e"}));
}

TEST(Mentions, TellWhatIsReferredTo) {
    const auto found = mentions("a int references a.a (id), a()");
    ASSERT_EQ(found.size(), 4U); // a, a.a, id, a()
    EXPECT_FALSE(found[0].referred_to);
    EXPECT_TRUE(found[1].referred_to);
    EXPECT_TRUE(found[3].called);
}

} // namespace
} // namespace pgslate::models
