#include "base/progress.hpp"
#include "postgres/follower.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>
#include <vector>

namespace pgslate {
namespace {

TEST(ProgressOfTasks, IsThatOfTheTaskThatBeganLast) {
    Progress progress(true);
    EXPECT_FALSE(progress.now());
    Progress::Task outer(&progress, "outer", 3, "things");
    outer.add_done();
    {
        const Progress::Task inner(&progress, "inner");
        EXPECT_EQ(progress.now()->what, "inner");
    }
    EXPECT_EQ(progress.now()->what, "outer");
    EXPECT_EQ(progress.now()->count.done, 1U);
}

TEST(ProgressOfTasks, IsNoneWhereNobodyLooks) {
    Progress progress(false);
    Progress::Task task(&progress, "something");
    task.set_part("of it");
    EXPECT_FALSE(progress.now());
    Progress::Task of_nobody(nullptr, "something");
    of_nobody.set_part("of it");
}

TEST(ProgressOfTasks, KeepsARemarkUntilSomethingIsAnswered) {
    Progress progress(true);
    const Progress::Task task(&progress, "something");
    progress.remark("waits");
    EXPECT_EQ(progress.now()->part, "waits");
    progress.answered();
    EXPECT_EQ(progress.now()->part, "");
}

TEST(ProgressOfTasks, LetsStatementsBeHeardUnlessTheyAreOnlyTried) {
    std::vector<std::string> heard;
    Progress progress(false, [&](std::string_view statement, auto) {
        heard.emplace_back(statement);
        throw std::runtime_error("what becomes of it is no harm");
    });
    progress.hear("create table a ()", {});
    {
        const Progress::Trial trial(&progress);
        EXPECT_FALSE(progress.hears_statements());
        progress.hear("create table b ()", {});
    }
    EXPECT_EQ(heard, std::vector<std::string>{"create table a ()"});
}

TEST(ProgressOfTasks, CanBeLookedAtWhileOthersWork) {
    Progress progress(true);
    std::thread worker([&] {
        for (int i = 0; i < 1000; ++i) {
            Progress::Task task(&progress, "work", 10, "things");
            task.set_part("a part");
            for (int j = 0; j < 10; ++j) task.add_done();
        }
    });
    for (int i = 0; i < 1000; ++i)
        if (const auto now = progress.now()) {
            EXPECT_EQ(now->what, "work");
            EXPECT_LE(now->count.done, 10U);
        }
    worker.join();
    EXPECT_FALSE(progress.now());
}

TEST(PaceOfStatements, IsAllAtOnceWhereNobodyFollows) {
    EXPECT_EQ(postgres::Pace(nullptr).most(1000), 1000U);
}

TEST(PaceOfStatements, GrowsAsLongAsTheyAreQuick) {
    const postgres::Follower follower{
        .begins = [](auto, auto) {}, .ends = [](auto, auto, auto) {}, .copied = [](auto, auto) {}};
    postgres::Pace pace(&follower);
    std::size_t messages = 0;
    for (std::size_t done = 0; done < 1000; ++messages) {
        const auto count = pace.most(1000 - done);
        pace.end(pace.begin(done, count), done, count);
        done += count;
    }
    EXPECT_EQ(messages, 10U);
    pace.end(postgres::Pace::Clock::now() - std::chrono::seconds(2), 0, 1);
    EXPECT_EQ(pace.most(1000), 1U) << "what is slow travels alone";
}

} // namespace
} // namespace pgslate
