// apply between states that nobody thought of: with rows, there and back.
#include "base/format.hpp"
#include "support/program_test.hpp"
#include "support/random_walk.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace pgslate::testing {
namespace {

unsigned number_in(const char* variable, unsigned usual) {
    const char* given = std::getenv(variable); // NOLINT(concurrency-mt-unsafe)
    return given == nullptr ? usual : static_cast<unsigned>(std::stoul(given));
}

// Always the same ones, or as many others as are asked for.
unsigned pairs() {
    constexpr unsigned usual = 200;
    return number_in("PGSLATE_TEST_PAIRS", usual);
}

unsigned first_seed() {
    return number_in("PGSLATE_TEST_SEED", 1) % 1000000;
}

constexpr unsigned batches = 8;

// The rows of a database: what each column of a table holds, by its name and type.
using Rows = std::map<std::string, std::string>;

Rows rows_of(const std::string& database) {
    constexpr auto question = R"(
        SELECT pg_catalog.concat_ws(' ', c.oid::regclass, pg_catalog.quote_ident(a.attname),
                                    pg_catalog.format_type(a.atttypid, a.atttypmod)) AS what,
               (pg_catalog.xpath('/row/x/text()', pg_catalog.query_to_xml(pg_catalog.format(
                   'SELECT count(*) || '': '' || coalesce(string_agg(coalesce(%I::text, ''NULL''), '', '' ORDER BY id, %I::text), ''none'') AS x FROM ONLY %s',
                   a.attname, a.attname, c.oid::regclass), false, true, '')))[1]::text AS content
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                                      AND a.attgenerated = ''
        WHERE c.relkind = 'r' AND n.nspname LIKE 'r%')";
    auto session = usual_session(socket_parameters(database));
    Rows rows;
    for (const auto& row : session.query(sql::Text::verbatim(question), "testing"))
        rows.emplace(row.at(0).value_or(""), row.at(1).value_or(""));
    return rows;
}

// Rows that can't be what is declared: nobody can help that.
constexpr std::string_view unfit = "rows do not fit: ";

bool is_about_rows(const std::string& error) {
    return error.find("rows that are there are not what they have to be") != std::string::npos
           || error.find("SQLSTATE 22") != std::string::npos
           || error.find("SQLSTATE 23") != std::string::npos;
}

using Seeds = std::vector<unsigned>;

std::string url(const std::string& database) {
    return format("postgresql://{}@/{}?host={}&port={}", test_server().user, database,
                  test_server().socket, test_server().port);
}

// Of tables that have but a name in common, nobody knows what their rows could become.
bool is_unrelated(unsigned seed) {
    return seed % 10 == 0;
}

std::string schemas_of(unsigned seed) {
    return format("r{0}, r{0}_x", seed);
}

void drop(postgres::Session& session, unsigned seed) {
    session.execute(sql::Text::verbatim(format("DROP SCHEMA {} CASCADE", schemas_of(seed))),
                    "walking");
}

// 0 leads to what both states have in common, 1 and 2 from there to them.
std::string walk(postgres::Session& session, unsigned seed, unsigned way) {
    RandomWalk walk(session, format("r{}", seed), seed * 3 + way);
    const bool unrelated = way > 1 && is_unrelated(seed);
    if (unrelated) drop(session, seed);
    if (way == 0 || unrelated) walk.begin();
    if (way > 0) walk.change(8);
    std::string told;
    for (const auto& statement : walk.done()) told += statement + ";\n";
    return told;
}

std::string walk(const TestDatabase& database, const Seeds& seeds, unsigned way) {
    auto session = database.session();
    std::string told;
    for (const auto seed : seeds) told += walk(session, seed, way);
    return told;
}

// Two states of one database, each of several pairs: so they are quick.
class States {
  public:
    explicit States(const Seeds& seeds)
        : base_("_base", "template template0"), told_(walk(base_, seeds, 0)),
          first("_first", "template " + base_.name()),
          wanted("_wanted", "template " + base_.name()) {
        told_ += "-- A\n" + walk(first, seeds, 1);
        told_ += "-- B\n" + walk(wanted, seeds, 2);
    }

    /// How one comes to them.
    const std::string& told() const { return told_; }

    void leave_out(const Seeds& seeds) const {
        for (const auto* side : {&first, &wanted}) {
            auto session = side->session();
            for (const auto seed : seeds) drop(session, seed);
        }
    }

  private:
    TestDatabase base_;
    std::string told_;

  public:
    TestDatabase first;
    TestDatabase wanted;
};

void fill(const TestDatabase& database, const Seeds& seeds) {
    auto session = database.session();
    for (const auto seed : seeds)
        if (!is_unrelated(seed)) RandomWalk(session, format("r{}", seed), seed).fill();
}

// The pairs that a message tells of, by their schemas.
Seeds told_of(const std::string& problem, const Seeds& seeds) {
    Seeds told;
    for (const auto seed : seeds)
        for (const auto* end : {".", "_x."})
            if (problem.find(format("r{}{}", seed, end)) != std::string::npos)
                if (told.empty() || told.back() != seed) told.push_back(seed);
    return told;
}

class RandomPairs : public ProgramTest, public ::testing::WithParamInterface<unsigned> {
  protected:
    // Those that fail are tried alone, and the others go on without them.
    void expect_both_ways(Seeds seeds) {
        const States states(seeds);
        while (!seeds.empty()) {
            const auto problem = problem_between(states, seeds);
            if (problem.empty()) return;
            auto blamed = told_of(problem, seeds);
            if (blamed.empty()) blamed = seeds;
            if (problem.starts_with(unfit))
                not_fitting_ += blamed.size();
            else
                for (const auto seed : blamed) expect_alone(seed);
            states.leave_out(blamed);
            std::erase_if(seeds,
                          [&](unsigned seed) { return std::ranges::count(blamed, seed) > 0; });
        }
    }

    std::size_t not_fitting() const { return not_fitting_; }

  private:
    void expect_alone(unsigned seed) {
        const States states({seed});
        const auto problem = problem_between(states, {seed});
        if (problem.starts_with(unfit)) ++not_fitting_;
        if (!problem.empty() && !problem.starts_with(unfit))
            ADD_FAILURE() << "PGSLATE_TEST_SEED=" << seed << " PGSLATE_TEST_PAIRS=1\n"
                          << states.told() << problem;
    }

    // What goes wrong between the two, there and back; empty if nothing does.
    std::string problem_between(const States& states, const Seeds& seeds) {
        const TestDatabase live("_live", "template " + states.first.name());
        fill(live, seeds);
        const auto problem = problem_between(live.name(), states.wanted.name());
        return problem.empty() ? problem_between(live.name(), states.first.name()) : problem;
    }

    std::string problem_between(const std::string& live, const std::string& wanted) {
        const auto before = rows_of(live);
        const auto run = [&](std::vector<std::string> words) {
            words.insert(words.end(), {"--database", live, "--like", url(wanted)});
            return run_pgslate(words);
        };
        const auto applied = run({"apply", "--allow", "data-loss"});
        if (applied.status != 0)
            return format("{}{}{}", is_about_rows(applied.err) ? unfit : "", applied.out,
                          applied.err);
        const auto again = run({"plan"});
        if (again.status != 0) return format("then: {}{}", again.out, again.err);
        const auto after = rows_of(live);
        for (const auto& [what, content] : before)
            if (const auto found = after.find(what); found != after.end())
                if (found->second != content)
                    return format("{}: {} has become {}", what, content, found->second);
        return "";
    }

    std::size_t not_fitting_ = 0;
};

TEST_P(RandomPairs, BecomeEachOtherAndLoseNothingThatStays) {
    Seeds seeds;
    for (unsigned i = GetParam(); i < pairs(); i += batches) seeds.push_back(first_seed() + i);
    expect_both_ways(seeds);
    EXPECT_LE(not_fitting(), 1 + seeds.size() / 5);
}

INSTANTIATE_TEST_SUITE_P(OfSeeds, RandomPairs, ::testing::Range(0U, batches));

} // namespace
} // namespace pgslate::testing
