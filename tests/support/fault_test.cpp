#include "support/fault_test.hpp"

#include "base/format.hpp"

#include <chrono>
#include <iostream>
#include <thread>

namespace pgslate::testing {
namespace {

using namespace std::chrono_literals;

constexpr const char* fault_model = R"(
create table account (id int primary key, name text not null unique);
create table entry (id int primary key, account int references account);
create index entry_account on entry (account);
insert into account select n, 'account ' || n from generate_series(1, 100) n;
)";
constexpr const char* empty_schema = R"(
drop schema public cascade;
create schema public;
)";
constexpr const char* old_contents = R"(
drop schema public cascade;
create schema public;
create table kept as select n as id from generate_series(1, 100) n)";

// Tables, indexes and constraints, then what counts the rows. NOT NULL is one from 18 on.
constexpr const char* inventory = R"(
select coalesce(string_agg(name, ' ' order by name), '') from
(select relname from pg_class where relnamespace = 'public'::regnamespace
 union all
 select conname from pg_constraint where connamespace = 'public'::regnamespace
 and contype <> 'n') as all_of (name))";
constexpr const char* all_that_is_old = "kept";
constexpr const char* all_that_is_new =
    "account account_name_key account_name_key account_pkey account_pkey entry entry_account "
    "entry_account_fkey entry_pkey entry_pkey";
constexpr const char* all_that_is_altered =
    "account account_name_key account_name_key account_note account_pkey account_pkey entry "
    "entry_account entry_account_fkey entry_pkey entry_pkey";

std::string only_value(postgres::Session& session, const std::string& question) {
    const auto rows = session.query(sql::Text::verbatim(question), "testing");
    return rows.empty() ? "no row" : rows.at(0).at(0).value_or("NULL");
}

std::string state_of(postgres::Session& session) {
    const std::map<std::string, std::string> names = {
        {all_that_is_old, "old"}, {all_that_is_new, "new"}, {all_that_is_altered, "altered"}};
    const auto found = only_value(session, inventory);
    const auto name = names.find(found);
    if (name == names.end()) return "holds: " + found;
    const bool is_old = name->second == "old";
    const auto rows =
        only_value(session, is_old ? "select count(*) from kept" : "select count(*) from account");
    if (rows != "100") return format("{} rows in {}", rows, found);
    return name->second;
}

int problems_so_far() {
    return ::testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count();
}

} // namespace

// Rows are written anew, a key steps aside meanwhile, and there is something to be analyzed.
const char* const altered_model = R"(
create table account (id bigint primary key, name text not null unique, note text);
create table entry (id int primary key, account bigint references account);
create index entry_account on entry (account);
create index account_note on account (lower(note));
)";

std::unique_ptr<OwnServer> FaultTest::the_server;

FaultTest::FaultTest() {
    project_.write("schemas/model.sql", fault_model);
}

std::string FaultTest::ask(const std::string& question, const std::string& database) {
    auto session = server().session(database);
    return only_value(session, question);
}

void FaultTest::run_sql(const std::string& statement, const std::string& database) {
    server().session(database).execute(sql::Text::verbatim(statement), "testing");
}

std::string FaultTest::state() const {
    using postgres::ConnectFailure;
    auto opened = postgres::Session::open(socket_parameters(server().place(), name_));
    if (auto* session = std::get_if<postgres::Session>(&opened)) {
        session->execute(sql::text("RESET search_path"), "testing");
        return state_of(*session);
    }
    const auto& failure = std::get<ConnectFailure>(opened);
    return failure.kind == ConnectFailure::Kind::no_database ? "absent" : failure.error.message;
}

void FaultTest::remove_leftovers() {
    auto session = server().session();
    const auto names =
        session.query(sql::Text::verbatim("select quote_ident(datname) from pg_database "
                                          "where starts_with(datname, 'pgslate_')"),
                      "testing");
    for (const auto& row : names)
        run_sql(format("drop database {} with (force)", row.at(0).value_or("")));
}

void FaultTest::make(const std::string& state) const {
    const auto quoted = sql::quoted(sql::Identifier(name_));
    const auto present = this->state();
    if (state == present) return;
    if (state == "new") return make_new(present, quoted);
    // Emptied, not made again, where that will do: it is much quicker.
    if (state == "absent" || (present != "new" && present != "absent"))
        run_sql(format("drop database if exists {} with (force)", quoted));
    if (state == "absent") return;
    if (present != "new") run_sql(format("create database {}", quoted));
    run_sql(old_contents, name_);
}

void FaultTest::make_new(const std::string& present, const std::string& quoted) const {
    if (present == "absent") run_sql(format("create database {}", quoted));
    run_sql(std::string(empty_schema) + fault_model, name_);
}

std::string FaultTest::leftovers() {
    return ask("select coalesce(string_agg(datname, ' '), '') from pg_database "
               "where starts_with(datname, 'pgslate_') and (datname !~ '^pgslate_(tpl|spa)_' "
               "or shobj_description(oid, 'pg_database') is null)");
}

// Other ones than last time: whatever the fault has left of those is gone.
void FaultTest::stock(const Scenario& scenario) const {
    EXPECT_EQ(run(pgslate(scenario.arguments)).status, 0);
    wait_until_alone();
}

Program FaultTest::pgslate(const std::vector<std::string>& arguments,
                           const std::string& address) const {
    const auto& place = server().place();
    const auto url = address.empty() ? format("{}:{}", place.host, place.port) : address;
    return {.arguments = arguments,
            .environment = {{"POSTGRES_URL", url},
                            {"POSTGRES_USER", place.user},
                            {"POSTGRES_PW", place.password},
                            {"POSTGRES_DB", name_}},
            .folder = project_.path()};
}

FaultTest::Attempt FaultTest::attempt(const Scenario& scenario, const Fault& fault,
                                      std::size_t statement) const {
    std::promise<pid_t> started;
    const auto pid = started.get_future().share();
    const auto& place = server().place();
    const StatementProxy proxy(
        place.host, place.port,
        {.statement = statement, .moment = fault.moment, .action = [&](pid_t backend) {
             fault.action(pid.get(), backend);
         }});
    auto program = pgslate(scenario.arguments, proxy.address());
    program.on_start = [&](pid_t number) { started.set_value(number); };
    Attempt result{.ended = run(program), .statements = {}, .after = 0ms};
    // Asked in this order: what is left behind goes on sending, and the statement at which the
    // fault has happened is to be among those told.
    const auto fired = proxy.fired();
    result.statements = proxy.statements();
    result.reached = fired.has_value();
    if (fired)
        result.after = std::chrono::duration_cast<std::chrono::milliseconds>(
            StatementProxy::Clock::now() - *fired);
    wait_for_what_is_done_behind(); // through the proxy
    return result;
}

void FaultTest::wait_for_what_is_done_behind() {
    constexpr const char* commands = "select count(*) from pg_stat_activity "
                                     "where application_name ~ '^pgslate (resetdb|create|drop)'";
    try {
        for (int i = 0; i < 1000 && ask(commands) != "0"; ++i) std::this_thread::sleep_for(10ms);
    } catch (const Error&) {
        return; // the server is gone, and so is that
    }
}

// The main process may be a while in learning that one of its children was killed.
void FaultTest::wait_for_end_of(postgres::Session& session) {
    try {
        for (int i = 0; i < 2000; ++i) {
            only_value(session, "select 1");
            std::this_thread::sleep_for(10ms);
        }
    } catch (const Error&) {
        return;
    }
    ADD_FAILURE() << "the server has not crashed";
}

// What a program that was killed asked for last may still be going on, and the server may have to
// recover.
void FaultTest::wait_until_alone() {
    constexpr const char* others =
        "select string_agg(concat_ws(' ', application_name, query), '; ') "
        "from pg_stat_activity where backend_type = 'client backend' "
        "and pid <> pg_backend_pid()";
    std::string found;
    for (int i = 0; i < 2000; ++i) {
        try {
            found = ask(others);
        } catch (const Error& error) {
            found = error.what();
        }
        if (found == "NULL") return;
        std::this_thread::sleep_for(10ms);
    }
    ADD_FAILURE() << "a session stays though its client has gone: " << found;
}

void FaultTest::expect_fitting_end(const Scenario& scenario, const Fault& fault,
                                   const Attempt& attempt, const std::string& found) {
    const auto status = attempt.ended.status;
    const auto fitting = attempt.reached ? fault.statuses : std::set<int>{};
    EXPECT_TRUE(status == 0 || fitting.contains(status)) << "exit status " << status;
    EXPECT_TRUE(found == scenario.before || found == scenario.after) << "it is: " << found;
    EXPECT_TRUE(status != 0 || found == scenario.after) << "all is done, it says; it is: " << found;
    const bool says_untouched = attempt.ended.err.find("is as it was.") != std::string::npos
                                || attempt.ended.err.find("is still no data") != std::string::npos;
    EXPECT_TRUE(!says_untouched || found == scenario.before) << "it says that nothing has changed";
    EXPECT_LE(attempt.after, fault.at_most);
    EXPECT_TRUE(!fault.tidy || leftovers().empty()) << "left over: " << leftovers();
}

void FaultTest::expect_next_run_completes(const Scenario& scenario) const {
    const auto ended = run(pgslate(scenario.arguments));
    EXPECT_EQ(ended.status, 0) << "the next run: " << ended.err;
    EXPECT_EQ(state(), scenario.after) << "after the next run";
    wait_until_alone(); // what was replaced is dropped behind
    EXPECT_EQ(leftovers(), "") << "after the next run";
}

void FaultTest::report(const std::string& title, const std::map<std::string, int>& stood) {
    int points = 0;
    std::vector<std::string> counts;
    for (const auto& [state, count] : stood) {
        points += count;
        counts.push_back(format("{} {}", state, count));
    }
    const auto line = format("{}: {} points; then it was: {}", title, points, join(counts, ", "));
    std::cout << line << std::endl;
    RecordProperty("summary", line);
}

std::optional<std::string> FaultTest::stand_after(const Scenario& scenario, const Fault& fault,
                                                  std::size_t statement) const {
    remove_leftovers(); // else one failure would be the cause of many
    project_.write("schemas/model.sql", scenario.model == nullptr ? fault_model : scenario.model);
    if (scenario.stocked) stock(scenario);
    make(scenario.before);
    std::optional witness(server().session());
    const auto attempt = this->attempt(scenario, fault, statement);
    const auto reached = attempt.reached ? attempt.statements.at(statement - 1) : "not reached";
    SCOPED_TRACE(format("{}, {}, statement {}: {}\n{}", join(scenario.arguments, " "), fault.name,
                        statement, reached, attempt.ended.err));
    if (attempt.reached && fault.crash) wait_for_end_of(*witness);
    witness.reset();
    wait_until_alone();
    const auto found = state();
    expect_fitting_end(scenario, fault, attempt, found);
    if (!attempt.reached) return std::nullopt;
    expect_next_run_completes(scenario);
    return found;
}

void FaultTest::expect_whole(const Scenario& scenario, const Fault& fault, Points points) {
    constexpr int enough_failures = 5;
    std::map<std::string, int> stood;
    int failures = 0;
    for (auto n = points.first; failures < enough_failures; n += points.step) {
        const auto problems = problems_so_far();
        const auto found = stand_after(scenario, fault, n);
        if (!found) break;
        ++stood[*found];
        if (problems_so_far() > problems) ++failures;
    }
    report(format("{}, {}", join(scenario.arguments, " "), fault.name), stood);
}

std::chrono::milliseconds patience([[maybe_unused]] std::chrono::milliseconds plain,
                                   [[maybe_unused]] std::chrono::milliseconds watched) {
#ifdef PGSLATE_SANITIZED
    return watched;
#else
    return plain;
#endif
}

} // namespace pgslate::testing
