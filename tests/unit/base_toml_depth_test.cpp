#include "base/toml_depth.hpp"

#include <gtest/gtest.h>
#include <toml++/toml.h>

#include <random>
#include <string>

namespace pgslate {
namespace {

std::string repeated(const std::string& part, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += part;
    return text;
}

TEST(TomlDepth, FindsAKeyThatWouldExhaustTheStack) {
    EXPECT_TRUE(too_deep("[" + repeated("a.", 50'000) + "a]"));
    EXPECT_TRUE(too_deep("[[" + repeated("a.", 50'000) + "a]]"));
    EXPECT_TRUE(too_deep("x = 1\n" + repeated("\"a\" . ", 1000) + "b = 1"));
    EXPECT_TRUE(too_deep(repeated("a.", 20'000) + "a = 1"));
}

TEST(TomlDepth, AddsUpEveryKindOfNesting) {
    const auto key = repeated("a.", 99) + "a";
    EXPECT_TRUE(too_deep(repeated(key + " = {", 11) + key + " = 1" + repeated("}", 11)));
    EXPECT_TRUE(too_deep("[" + repeated("h.", 500) + "h]\n" + repeated("k.", 499) + "k = 1"));
    EXPECT_TRUE(too_deep("[ " + repeated("'h' . ", 500) + "h ] # ]\n\n x = [[{"
                         + repeated("k.", 499) + "k = 1}]]"));
    EXPECT_TRUE(too_deep("x = [\n1,\n[" + repeated("{ 'b.c' = [", 500) + "]"));
    EXPECT_TRUE(too_deep("x = " + repeated("[", 1000)));
    EXPECT_TRUE(too_deep("x = {a = 1, b = " + repeated("{a = [1, {b = ", 500)));
    EXPECT_TRUE(too_deep("x = { a = \"\"\" } \"\"\"\"\", " + repeated("a.", 1000) + "b = 1 }"));
}

TEST(TomlDepth, LeavesEverythingElseAlone) {
    EXPECT_FALSE(too_deep(""));
    EXPECT_FALSE(too_deep("#"));
    EXPECT_FALSE(too_deep(repeated("[a.b.c]\nd.e = 1.5\n", 1000)));
    EXPECT_FALSE(too_deep(repeated("[[a.b.c]]\nd.e = { f.g = [1.5, 2.5] }\n", 1000)));
    EXPECT_FALSE(too_deep("x = [" + repeated("1.5, ", 5000) + "]"));
    EXPECT_FALSE(too_deep("x = [\n" + repeated("  { a.b = 1.5 }, # [[[...\n", 5000) + "]"));
    EXPECT_FALSE(too_deep("x = '" + repeated(".", 5000) + "'"));
    EXPECT_FALSE(too_deep("x = \"\\\"" + repeated("[", 5000) + "\""));
    EXPECT_FALSE(too_deep("x = '''\n" + repeated("['\n", 5000) + "'''''\ny = 1"));
    EXPECT_FALSE(too_deep("x = \"\"\"\n" + repeated("\\\"\"\"{\n", 5000) + "\"\"\"\ny.z = 1"));
    EXPECT_FALSE(too_deep("# " + repeated("a.[{", 5000)));
}

std::size_t depth_of(const toml::node& node) {
    std::size_t deepest = 0;
    if (const auto* table = node.as_table())
        for (const auto& [key, value] : *table) deepest = std::max(deepest, depth_of(value) + 1);
    if (const auto* array = node.as_array())
        for (const auto& value : *array) deepest = std::max(deepest, depth_of(value) + 1);
    return deepest;
}

// TOML of all kinds of nesting, mostly right.
class Writer {
  public:
    explicit Writer(unsigned seed) : random_(seed) {}

    std::string document() {
        std::string text;
        for (int lines = below(4); lines >= 0; --lines) {
            if (below(2) == 0) text += below(3) == 0 ? header("[[", "]]") : header("[", "]");
            text += key() + " = " + value(0) + below_text({"\n", " # [a.b\n", "\r\n"});
        }
        return text;
    }

  private:
    int below(int limit) { return std::uniform_int_distribution<>(0, limit - 1)(random_); }
    std::string below_text(const std::vector<std::string>& texts) {
        return texts.at(static_cast<std::size_t>(below(static_cast<int>(texts.size()))));
    }
    std::string header(const std::string& open, const std::string& close) {
        return open + key() + close + "\n";
    }
    // Names that are new each time: no key is said twice.
    std::string key() {
        std::string text = "k" + std::to_string(++names_);
        for (int parts = below(6) == 0 ? below(300) : below(3); parts > 0; --parts)
            text += below_text({".a", " . b", ".'x.[{'", ".\"\\\"]\""});
        return text;
    }
    std::string value(int nesting) {
        if (nesting > 40 || below(15) == 0)
            return below_text({"1", "1.5", "'a.b[{'", "\"\\\\\"", "'''\n]\n''''", "\"\"\"}\"\"\"\"",
                               "2020-01-01"});
        const auto next = nesting + 1;
        if (below(2) == 0) return "{ " + key() + " = " + value(next) + ", " + key() + " = 1 }";
        return "[ 1.5,\n" + value(next) + ", # }\n [] ]";
    }

    std::mt19937 random_;
    int names_ = 0;
};

TEST(TomlDepth, IsNeverTakenForLessThanItIs) {
    std::size_t found = 0;
    std::size_t deep = 0;
    for (unsigned seed = 0; seed < 500; ++seed) {
        const auto text = Writer(seed).document();
        const bool says = too_deep(text).has_value();
        found += says ? 1 : 0;
        toml::table root;
        try {
            root = toml::parse(text);
        } catch (const toml::parse_error&) { // a table that is no array, say
            continue;
        }
        const auto depth = depth_of(root);
        deep += depth > 200 ? 1 : 0;
        EXPECT_TRUE(says || depth < 1100) << depth << ": " << seed;
        EXPECT_TRUE(!says || depth > 800) << depth << ": " << seed;
    }
    EXPECT_GT(found, 0U);
    EXPECT_GT(deep, 50U);
}

} // namespace
} // namespace pgslate
