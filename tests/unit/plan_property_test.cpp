#include "base/format.hpp"
#include "support/models.hpp"
#include "support/plan_invariants.hpp"
#include "support/seed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace pgslate::testing {
namespace {

using Random = std::mt19937;

// One object, as TOML or as SQL.
struct Piece {
    std::string text;
    bool sql = false;
};

int below(Random& random, int count) {
    return static_cast<int>(random() % static_cast<unsigned>(count));
}

// A table with a key, and foreign keys to any tables whatever, so that circles come about.
Piece random_table(Random& random, int number, int tables) {
    auto text = format(
        "[table.t{0}.columns]\nid = {{ type = \"int\", primary_key = true }}\n"
        "z = {{ type = \"mood{1}\", nullable = false }}\n"
        "a = {{ type = \"int\", default = \"f{0}()\", references = \"t{2}\", comment = \"x\" }}\n",
        number, below(random, 3), below(random, tables));
    if (below(random, 2) == 0)
        text += format("b = {{ type = \"int\", check = \"b > g{}()\" }}\n", below(random, 3));
    if (below(random, 3) == 0)
        text += format("[table.t{0}.indexes]\ni{0} = [\"z\", \"a\"]\n", number);
    return {text};
}

std::vector<Piece> random_pieces(Random& random) {
    const int tables = 1 + below(random, 6);
    std::vector<Piece> pieces;
    for (int i = 0; i < 3; ++i) {
        pieces.push_back({format("[enum]\nmood{} = [\"ok\"]\n", i)});
        pieces.push_back(
            {format("create function g{}() returns int language sql as 'select 1';\n", i), true});
    }
    for (int i = 0; i < tables; ++i) {
        pieces.push_back(random_table(random, i, tables));
        pieces.push_back(
            {format("create function f{0}() returns int language sql as $$select {1}$$;\n", i,
                    below(random, 2) == 0 ? "1" : format("id from t{}", i)),
             true});
        pieces.push_back({format("[view]\nv{} = \"select * from {}{}\"\n", i, i > 0 ? "v" : "t",
                                 std::max(i - 1, 0))});
        pieces.push_back({format("create table s{0} as select * from v{0};\n", i), true});
    }
    return pieces;
}

// The pieces in a random order, some of the SQL ones together in one file.
Files shuffled(std::vector<Piece> pieces, Random& random) {
    std::ranges::shuffle(pieces, random);
    Files files;
    for (const auto& piece : pieces) {
        const auto name =
            piece.sql ? format("{}.sql", below(random, 3)) : format("{}.toml", files.size());
        files[name] += piece.text;
    }
    return files;
}

Lines sorted(Lines lines) {
    std::ranges::sort(lines);
    return lines;
}

TEST(Plans, AreValidAndTheSameWhateverTheOrderOfFilesAndObjects) {
    const auto start = seed();
    SCOPED_TRACE("repeat with PGSLATE_TEST_SEED=" + std::to_string(start));
    RecordProperty("seed", std::to_string(start));
    Random random(start);
    for (int round = 0; round < 40; ++round) {
        const auto pieces = random_pieces(random);
        Lines first;
        for (int order = 0; order < 4; ++order) {
            const auto files = shuffled(pieces, random);
            const auto models = load(files);
            const auto plan = plan::plan_creation(models.catalog);
            ASSERT_EQ(broken_plan_invariant(models.catalog, plan), "");
            const auto lines = sorted(statements_of(plan));
            if (first.empty()) first = lines;
            ASSERT_EQ(lines, first);
        }
    }
}

TEST(Plans, OfTomlModelsAreTheSameToTheLastByte) {
    const auto start = seed();
    SCOPED_TRACE("repeat with PGSLATE_TEST_SEED=" + std::to_string(start));
    Random random(start);
    for (int round = 0; round < 40; ++round) {
        auto pieces = random_pieces(random);
        std::erase_if(pieces, [](const Piece& piece) { return piece.sql; });
        ASSERT_EQ(statements(shuffled(pieces, random)), statements(shuffled(pieces, random)));
    }
}

} // namespace
} // namespace pgslate::testing
