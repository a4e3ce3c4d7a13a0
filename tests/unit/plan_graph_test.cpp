#include "plan/graph.hpp"

#include <gtest/gtest.h>

#include <random>

namespace pgslate::plan {
namespace {

using Order = std::vector<std::size_t>;

TEST(Graphs, AreOrderedByNeedsAndThenByNumber) {
    EXPECT_EQ(ordered({}), Order{});
    EXPECT_EQ(ordered({{}, {}, {}}), (Order{0, 1, 2}));
    EXPECT_EQ(ordered({{2}, {}, {1}}), (Order{1, 2, 0}));
    EXPECT_EQ(ordered({{0}, {0, 0}}), (Order{0, 1})); // needs itself, needs another twice
}

TEST(Graphs, WithCyclesAreOrderedAllTheSame) {
    EXPECT_EQ(ordered({{1}, {0}}), (Order{1, 0}));
    EXPECT_EQ(ordered({{1}, {2}, {0}, {1}}), (Order{2, 1, 0, 3}));
}

TEST(Graphs, HaveComponents) {
    const auto component = components({{1}, {0}, {1}, {4}, {5}, {3}, {}});
    EXPECT_EQ(component[0], component[1]);
    EXPECT_NE(component[0], component[2]);
    EXPECT_EQ(component[3], component[4]);
    EXPECT_EQ(component[3], component[5]);
    EXPECT_NE(component[3], component[6]);
}

TEST(Graphs, GiveUpTheirWeakestNeeds) {
    const Needs circle = {{{1, Bond::mentioned}}, {{2, Bond::certain}}, {{0, Bond::possible}}};
    EXPECT_EQ(ordered(graph_of(untangled(circle), Bond::possible)), (Order{2, 1, 0}));
    const Needs certain = {{{1, Bond::certain}}, {{0, Bond::certain}, {2, Bond::possible}}, {}};
    EXPECT_EQ(untangled(certain), certain);
    const Needs file = {{{1, Bond::ahead}}, {{0, Bond::in_file}}, {{1, Bond::in_file}}};
    EXPECT_EQ(ordered(graph_of(untangled(file), Bond::possible)), (Order{1, 0, 2}));
}

TEST(Graphs, MayBeAsDeepAsTheyLike) {
    constexpr std::size_t depth = 100000;
    Graph chain(depth);
    for (std::size_t i = 0; i + 1 < depth; ++i) chain[i].push_back(i + 1);
    EXPECT_EQ(ordered(chain).front(), depth - 1);
    EXPECT_NE(components(chain).front(), components(chain).back());
    chain.back().push_back(0);
    EXPECT_EQ(ordered(chain).size(), depth);
    EXPECT_EQ(components(chain).front(), components(chain).back());
}

// Which nodes each node reaches, found the slow way.
std::vector<std::vector<bool>> reachable(const Graph& graph) {
    std::vector<std::vector<bool>> reach(graph.size(), std::vector<bool>(graph.size()));
    for (std::size_t i = 0; i < graph.size(); ++i) {
        reach[i][i] = true;
        for (const auto j : graph[i]) reach[i][j] = true;
    }
    for (std::size_t k = 0; k < graph.size(); ++k)
        for (std::size_t i = 0; i < graph.size(); ++i)
            for (std::size_t j = 0; j < graph.size(); ++j)
                if (reach[i][k] && reach[k][j]) reach[i][j] = true;
    return reach;
}

void check_random(std::mt19937& random) {
    Graph graph(1 + random() % 12);
    for (auto edges = random() % (2 * graph.size()); edges > 0; --edges)
        graph[random() % graph.size()].push_back(random() % graph.size());
    const auto reach = reachable(graph);
    const auto component = components(graph);
    std::vector<std::size_t> position(graph.size());
    const auto order = ordered(graph);
    ASSERT_EQ(order.size(), graph.size());
    for (std::size_t i = 0; i < order.size(); ++i) position[order[i]] = i;
    for (std::size_t i = 0; i < graph.size(); ++i)
        for (const auto j : graph[i]) ASSERT_TRUE(reach[j][i] || position[j] < position[i]);
    for (std::size_t i = 0; i < graph.size(); ++i)
        for (std::size_t j = 0; j < graph.size(); ++j) {
            const bool mutual = reach[i][j] && reach[j][i];
            ASSERT_EQ(component[i] == component[j], mutual);
        }
}

TEST(Graphs, AgreeWithTheSlowWay) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    for (int i = 0; i < 3000 && !::testing::Test::HasFatalFailure(); ++i) check_random(random);
}

} // namespace
} // namespace pgslate::plan
