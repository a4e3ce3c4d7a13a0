#include "pairs/apply_pairs.hpp"

#include "base/format.hpp"

namespace pgslate::testing {
namespace {

// More are not much quicker, and take longer to be told apart when one fails.
constexpr std::size_t together = 12;

bool is_for_this_server(const Pair& pair) {
    return std::stoi(ask("show server_version_num")) / 10000 >= pair.since;
}

// Where the pair has its names.
std::string place(const Pair& pair) {
    return format("set search_path = {}public; ", pair.alone ? "" : format("{}, ", pair.name));
}

std::string model_of(const Pair& pair, const char* Pair::*side) {
    if (pair.alone) return pair.*side;
    return format("create schema {}; {}{}", pair.name, place(pair), pair.*side);
}

std::string told(const char* what, const Ended& ended) {
    return format("{}: {}{}", what, ended.out, ended.err);
}

} // namespace

std::vector<Pairs> dealt(const Pairs& pairs) {
    std::vector<Pairs> batches(1);
    std::vector<Pairs> lone;
    for (const auto& pair : pairs) {
        if (pair.alone) {
            lone.push_back({pair});
            continue;
        }
        if (batches.back().size() == together) batches.emplace_back();
        batches.back().push_back(pair);
    }
    batches.insert(batches.end(), lone.begin(), lone.end());
    if (batches.front().empty()) batches.erase(batches.begin());
    return batches;
}

std::string name_of(const ::testing::TestParamInfo<Pairs>& info) {
    return info.param.front().name;
}

void ApplyPairs::expect_both_ways(const Pairs& pairs) {
    const auto problem = problem_of(pairs);
    if (problem.empty()) return;
    bool known = pairs.size() == 1;
    if (known) ADD_FAILURE() << pairs.front().name << ": " << problem;
    for (const auto& pair : pairs) {
        if (pairs.size() == 1) break;
        const auto own = problem_of({pair});
        if (own.empty()) continue;
        ADD_FAILURE() << pair.name << ": " << own;
        known = true;
    }
    if (!known) ADD_FAILURE() << "only together: " << problem;
}

std::string ApplyPairs::problem_of(const Pairs& pairs) {
    const auto problem = problem_between(pairs, &Pair::a, &Pair::b);
    return problem.empty() ? problem_between(pairs, &Pair::b, &Pair::a) : problem;
}

std::string ApplyPairs::problem_between(const Pairs& pairs, const char* Pair::*from,
                                        const char* Pair::*to) {
    declare(pairs, from);
    const auto made = run_pgslate({"resetdb"});
    if (made.status != 0) return told("resetdb", made);
    declare(pairs, to);
    return problem_on_the_way(pairs);
}

std::string ApplyPairs::problem_on_the_way(const Pairs& pairs) {
    const auto before = answers(pairs);
    const auto applied = run_pgslate({"apply", "--allow", "data-loss"});
    if (applied.status != 0) return told("apply", applied);
    const auto plan = run_pgslate({"plan"});
    if (plan.status != 0 || count_of("Nothing to do.", plan.out) != 1) return told("plan", plan);
    const auto status = run_pgslate({"status"});
    if (status.status != 0 && count_of("column order", status.out) == 0)
        return told("status", status);
    const auto after = answers(pairs);
    return after == before ? "" : format("what is kept was\n{}and is\n{}", before, after);
}

void ApplyPairs::declare(const Pairs& pairs, const char* Pair::*side) const {
    std::filesystem::remove_all(project_.path() / "schemas");
    for (const auto& pair : pairs) model(format("{}.sql", pair.name), model_of(pair, side));
}

std::string ApplyPairs::answers(const Pairs& pairs) const {
    auto session = usual_session(socket_parameters(name()));
    std::string all;
    for (const auto& pair : pairs) {
        if (pair.kept == nullptr) continue;
        session.execute(sql::Text::verbatim(place(pair)), "testing");
        const auto rows = session.query(sql::Text::verbatim(pair.kept), "testing");
        all += format("{}: {}\n", pair.name, rows.at(0).at(0).value_or("NULL"));
    }
    return all;
}

TEST_P(ApplyPairs, BringOneToTheOtherAndBack) {
    Pairs pairs;
    for (const auto& pair : GetParam())
        if (is_for_this_server(pair)) pairs.push_back(pair);
    if (pairs.empty()) GTEST_SKIP() << "this server has nothing of what they are about";
    expect_both_ways(pairs);
}

} // namespace pgslate::testing
