#include "support/stored_copies_test.hpp"

#include "base/format.hpp"

#include <chrono>
#include <thread>

namespace pgslate::testing {

using namespace std::chrono_literals;

void StoredCopiesTest::SetUpTestSuite() {
    OwnServerTest::SetUpTestSuite();
    execute({"alter system set autovacuum = off", "select pg_reload_conf()"});
}

StoredCopiesTest::StoredCopiesTest() {
    model("a.sql", "create table a (id int primary key, made timestamptz default now()); "
                   "create index on a (made); insert into a values (1);");
}

void StoredCopiesTest::SetUp() {
    if (server_->session().server().major() < 15)
        GTEST_SKIP() << "templates are kept from PostgreSQL 15 on";
}

StoredCopiesTest::~StoredCopiesTest() {
    run(on_own_server({"drop", "--all"}));
}

std::string StoredCopiesTest::source(std::vector<std::string> options) const {
    options.insert(options.begin(), {"resetdb", "--json"});
    const auto ended = run(on_own_server(options));
    EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    const auto status = run(on_own_server({"status"}));
    EXPECT_EQ(status.status, 0) << status.out << status.err;
    EXPECT_EQ(ask_own("select count(*) from a", name()), "1");
    for (const auto* word : {"models", "template", "spare"})
        if (count_of(format("\"source\": \"{}\"", word), ended.out) == 1) return word;
    return ended.out;
}

std::string StoredCopiesTest::count(const std::string& what) {
    return ask_own(format("select count(*) from pg_database where datname ~ '^pgslate_({})_' "
                          "and shobj_description(oid, 'pg_database') is not null",
                          what));
}

std::string StoredCopiesTest::stocked(const std::string& what) {
    return ask_own(format("select datname from pg_database where datname ~ '^pgslate_{}_'", what));
}

void StoredCopiesTest::wait_until(const std::string& what, const std::string& number) {
    for (int i = 0; i < 1000 && count(what) != number; ++i) std::this_thread::sleep_for(10ms);
    EXPECT_EQ(count(what), number) << what;
}

void StoredCopiesTest::wait_until_alone() {
    constexpr const char* ours = "select count(*) from pg_stat_activity "
                                 "where application_name ~ '^pgslate ' and "
                                 "pid <> pg_backend_pid()";
    auto there = ask_own(ours); // one whose client has gone may still be beginning
    for (int i = 0; i < 1000 && there != "0"; ++i, there = ask_own(ours))
        std::this_thread::sleep_for(10ms);
    EXPECT_EQ(there, "0");
}

void StoredCopiesTest::plant(const std::string& database) {
    execute({format("alter database {} allow_connections true", database)});
    execute({"create table planted ()"}, database);
    execute({format("alter database {} allow_connections false", database)});
}

std::string StoredCopiesTest::planted() const {
    return ask_own("select count(*) from pg_class where relname = 'planted'", name());
}

} // namespace pgslate::testing
