// Tests in which something goes wrong in the middle: what is then left of a database?
#pragma once

#include "support/own_server.hpp"
#include "support/run_program.hpp"
#include "support/statement_proxy.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pgslate::testing {

/// What a command is to make of the database, whatever happens. States as FaultTest::state() says.
struct Scenario {
    std::vector<std::string> arguments;
    std::string before;
    std::string after;
    const char* model = nullptr; ///< what is declared, if not what "new" is
    bool stocked = false; ///< a template and a spare are there before, as this command leaves them
};

inline const Scenario resetting{.arguments = {"resetdb"}, .before = "old", .after = "new"};
inline const Scenario resetting_in_place{
    .arguments = {"resetdb", "--in-place"}, .before = "old", .after = "new"};
inline const Scenario resetting_and_keeping{
    .arguments = {"resetdb", "--spares", "1"}, .before = "old", .after = "new"};
inline const Scenario resetting_from_a_spare{
    .arguments = {"resetdb", "--spares", "1"}, .before = "old", .after = "new", .stocked = true};
inline const Scenario resetting_from_a_template{
    .arguments = {"resetdb", "--template-cache"}, .before = "old", .after = "new", .stocked = true};
inline const Scenario creating{.arguments = {"create"}, .before = "absent", .after = "new"};
extern const char* const altered_model;
inline const Scenario altering{
    .arguments = {"apply"}, .before = "new", .after = "altered", .model = altered_model};
inline const Scenario dropping{.arguments = {"drop"}, .before = "old", .after = "absent"};

/// Something bad that happens to a command.
struct Fault {
    std::string name;
    Moment moment = Moment::instead;
    /// What is done; `program` and `backend` are process ids.
    std::function<void(pid_t program, pid_t backend)> action;
    /// The exit statuses that fit it, besides 0 if what was wanted then stands.
    std::set<int> statuses;
    std::chrono::milliseconds at_most = std::chrono::seconds(30); ///< until the program's end
    bool tidy = false;  ///< the program has removed all traces itself
    bool crash = false; ///< the server ends all sessions and recovers
};

/// Which statements are tried: `first`, `first + step`, ... until a run ends before it gets there.
struct Points {
    std::size_t first = 1;
    std::size_t step = 1;
};

/// Each suite has a server of its own.
class FaultTest : public ::testing::Test {
  protected:
    static void SetUpTestSuite() { the_server = std::make_unique<OwnServer>(); }
    static void TearDownTestSuite() { the_server.reset(); }
    FaultTest();

    /// Lets the fault happen at each of the statements that the command sends, one in each run.
    /// Then, every time, the database is as it was or as it is to be, and after one more run as it
    /// is to be with nothing left over. Says how many points were tried, and what stood.
    void expect_whole(const Scenario& scenario, const Fault& fault, Points points = {});

    /// "absent"; "old" (complete, made by make()); "new" (complete, as the models say); "altered"
    /// (complete, as altered_model says, with the rows of "new"); or else in words what is wrong
    /// with it.
    std::string state() const;
    void make(const std::string& state) const;
    /// The names of databases that are ours but for one moment; empty if there are none. Templates
    /// and spares are to stay.
    static std::string leftovers();

    /// The program in the project's folder; `address` empty: the server itself.
    Program pgslate(const std::vector<std::string>& arguments,
                    const std::string& address = "") const;
    static std::string ask(const std::string& question, const std::string& database = "postgres");
    static void run_sql(const std::string& statement, const std::string& database = "postgres");
    static const OwnServer& server() { return *the_server; }

    const std::string name_ = "clean \"slate's\" 50%"; ///< the database

  private:
    struct Attempt {
        Ended ended;
        std::vector<std::string> statements;
        bool reached = false;            ///< the fault did happen
        std::chrono::milliseconds after; ///< the time from the fault to the end
    };
    Attempt attempt(const Scenario& scenario, const Fault& fault, std::size_t statement) const;
    /// What stands when the fault has happened at that statement; nothing if it was not reached.
    std::optional<std::string> stand_after(const Scenario& scenario, const Fault& fault,
                                           std::size_t statement) const;
    static void expect_fitting_end(const Scenario& scenario, const Fault& fault,
                                   const Attempt& attempt, const std::string& found);
    void expect_next_run_completes(const Scenario& scenario) const;
    void make_new(const std::string& present, const std::string& quoted) const;
    void stock(const Scenario& scenario) const;
    static void remove_leftovers();
    static void wait_for_end_of(postgres::Session& session);
    static void wait_until_alone();
    static void wait_for_what_is_done_behind();
    static void report(const std::string& title, const std::map<std::string, int>& stood);

    static std::unique_ptr<OwnServer> the_server;
    TemporaryFolder project_;
};

/// How long a program may take that is only slow because the sanitizers watch it.
std::chrono::milliseconds patience(std::chrono::milliseconds plain,
                                   std::chrono::milliseconds watched);

} // namespace pgslate::testing
