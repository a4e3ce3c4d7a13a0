// Somebody else who holds the lock for a database's name: anybody can, as the manual says.
#include "base/format.hpp"
#include "database/temporary.hpp"
#include "support/manual_page.hpp"
#include "support/program_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace pgslate::testing {
namespace {

// The example of the manual that asks who holds locks.
std::string question_of_the_manual() {
    const auto displays = ManualPage("pgslate.1").displays();
    const auto found = std::ranges::find_if(displays, [](const std::string& display) {
        return display.find("pg_locks") != std::string::npos;
    });
    return found == displays.end() ? "" : *found;
}

class LockHolder : public ProgramTest {
  protected:
    LockHolder() {
        const auto name = static_cast<int>(database::name_hash("shop"));
        holder_.query(
            sql::Text::verbatim("select pg_catalog.pg_advisory_lock(1885827948, $1::int4)"),
            "taking a lock", {std::to_string(name)});
    }

    postgres::Session holder_{socket_parameters()};
    std::string pid_ = std::to_string(holder_.server().backend_pid);
};

TEST_F(LockHolder, IsNamedToWhoeverWaits) {
    const auto ended = run_pgslate({"drop", "--database", "shop", "--lock-timeout", "100ms"});
    EXPECT_EQ(ended.status, 75);
    EXPECT_EQ(
        count_of(format("another pgslate works on database \"shop\": process {}", pid_), ended.err),
        1U)
        << ended.err;
}

TEST_F(LockHolder, IsFoundByTheQueryInTheManual) {
    for (const auto* database : {"postgres", "template1"}) {
        postgres::Session session(socket_parameters(database));
        std::vector<std::string> pids;
        for (const auto& row :
             session.query(sql::Text::verbatim(question_of_the_manual()), "looking for the holder"))
            pids.push_back(row.at(0).value_or(""));
        EXPECT_EQ(std::ranges::count(pids, pid_), 1) << database;
    }
}

} // namespace
} // namespace pgslate::testing
