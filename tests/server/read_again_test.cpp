// Reading what was written since, held against reading all of it.
#include "base/format.hpp"
#include "live/read.hpp"
#include "live/read_again.hpp"
#include "support/changes.hpp"
#include "support/every_kind.hpp"
#include "support/random_walk.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <span>
#include <thread>

namespace pgslate::testing {
namespace {

using catalog::Catalog;
using live::Dependencies;

std::string words_for(const catalog::Fact& fact) {
    std::string words = to_string(fact.id);
    for (const auto& [name, value] : fact.attributes) words += format(", {}", name);
    return words;
}

std::vector<std::string> differences_between(const Catalog& one, const Catalog& other) {
    std::vector<std::string> differences;
    for (const auto& [id, fact] : one.facts) {
        const auto* same = other.find(id);
        if (same == nullptr)
            differences.push_back(format("only once: {}", words_for(fact)));
        else if (same->attributes != fact.attributes || same->parent != fact.parent
                 || same->order != fact.order)
            differences.push_back(format("another: {}", words_for(fact)));
    }
    return differences;
}

// Returns whether it was read in part.
bool expect_same(postgres::Session& session, const live::Reading& before, const std::string& what) {
    const auto again = live::read_again(session, before);
    if (!again) return false;
    const auto whole = live::read_in_transaction(session, Dependencies::none).catalog;
    auto differences = differences_between(*again, whole);
    for (auto& difference : differences_between(whole, *again)) differences.push_back(difference);
    for (const auto& difference : differences) ADD_FAILURE() << difference << "\n" << what;
    return true;
}

live::Reading read(const std::string& database) {
    return live::read(postgres::Session(socket_parameters(database)), Dependencies::none);
}

// What can't be done in a transaction, or after the others, is left. Returns what was done.
std::string do_some(postgres::Session& session, const EveryKind& every,
                    std::span<const ChangeByHand> changes) {
    std::string done;
    for (const auto& change : changes) {
        session.execute(sql::text("SAVEPOINT change"), "refused");
        try {
            session.execute(sql::Text::verbatim(every.with_roles(change.sql)), "refused");
            done += change.sql + ";\n";
        } catch (const Error&) {
            session.execute(sql::text("ROLLBACK TO SAVEPOINT change"), "refused");
        }
    }
    return done;
}

// While a transaction of another test runs that began before, all that came later counts as written
// since.
void wait_for_older_transactions(postgres::Session& session) {
    const auto answer = [&](const sql::Text& question) {
        return session.query(question, "refused").front().at(0).value_or("");
    };
    const auto here = answer(sql::text("SELECT pg_catalog.pg_current_xact_id()"));
    const auto question =
        sql::text("SELECT pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot()) > {}::xid8",
                  sql::Literal(here));
    for (int i = 0; i < 300 && answer(question) != "t"; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

TEST(ReadAgain, SeesEveryChange) {
    const EveryKind every;
    auto session = every.session();
    wait_for_older_transactions(session);
    const auto before = read(every.database());
    const auto changes = changes_for(session.server().version);
    constexpr std::size_t at_once = 6;
    std::size_t in_part = 0;
    for (std::size_t first = 0; first < changes.size(); first += at_once) {
        const auto some =
            std::span(changes).subspan(first, std::min(at_once, changes.size() - first));
        session.execute(sql::text("BEGIN"), "refused");
        const auto done = do_some(session, every, some);
        in_part += expect_same(session, before, done) ? 1 : 0;
        session.execute(sql::text("ROLLBACK"), "refused");
    }
    EXPECT_GT(in_part, changes.size() / at_once / 2);
}

class ReadAgainOfRandomStates : public ::testing::TestWithParam<unsigned> {};

TEST_P(ReadAgainOfRandomStates, IsWhatReadingAllIs) {
    const TestDatabase database("_again");
    auto session = database.session();
    RandomWalk walk(session, "r", GetParam());
    walk.begin();
    int in_part = 0;
    for (int round = 0; round < 8 && !HasFailure(); ++round) {
        const auto before = read(database.name());
        walk.change(1 + 2 * (round % 3));
        session.execute(sql::text("BEGIN"), "refused");
        in_part += expect_same(session, before, format("{}", join(walk.done(), ";\n"))) ? 1 : 0;
        session.execute(sql::text("ROLLBACK"), "refused");
    }
    EXPECT_GT(in_part, 0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, ReadAgainOfRandomStates, ::testing::Range(1U, 4U));
INSTANTIATE_TEST_SUITE_P(More, ReadAgainOfRandomStates, ::testing::Range(4U, 16U));

} // namespace
} // namespace pgslate::testing
