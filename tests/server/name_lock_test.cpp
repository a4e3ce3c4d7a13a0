// One pgslate at a time works on a database, wherever its lock is.
#include "database/name_lock.hpp"
#include "support/test_server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace pgslate::database {
namespace {

using namespace std::chrono_literals;

class NameLocks : public ::testing::Test {
  protected:
    testing::TestDatabase target_;
    postgres::Session usual_{testing::socket_parameters()};
    postgres::Session own_{testing::socket_parameters(target_.name())};

    // Whoever is waited for; empty: nobody.
    std::string waited_for(postgres::Session& session) const {
        std::string holder;
        const Patience patience{.lock_timeout = 100ms,
                                .waiting = [&](const Holder& one) { holder = to_string(one); }};
        try {
            const NameLock lock(session, target_.name(), patience);
            EXPECT_EQ(holder, "");
        } catch (const Error& error) {
            EXPECT_EQ(error.status(), ExitStatus::busy);
            EXPECT_NE(holder, "");
        }
        return holder;
    }
};

TEST_F(NameLocks, OnTheDatabaseItselfIsSeenByWhoeverTakesTheUsualOne) {
    {
        const NameLock lock(own_, target_.name(), {});
        EXPECT_NE(waited_for(usual_), "");
        const auto holder = holder_of(usual_, target_.name());
        ASSERT_TRUE(holder);
        EXPECT_EQ(holder->pid, own_.server().backend_pid);
    }
    EXPECT_EQ(waited_for(usual_), "");
}

TEST_F(NameLocks, UsualOnesAreSeenByWhoeverIsLetIntoNoOtherDatabase) {
    {
        const NameLock lock(usual_, target_.name(), {});
        EXPECT_NE(waited_for(own_), "");
    }
    EXPECT_EQ(waited_for(own_), "");
}

TEST_F(NameLocks, AreNotWaitedForWhereTheyAreWantedNoMore) {
    const NameLock lock(usual_, target_.name(), {});
    EXPECT_THROW(NameLock(own_, target_.name(), {.is_wanted = [] { return false; }}), Error);
}

// Of two who take it at the same time on two databases, one has to give way.
TEST_F(NameLocks, AreNeverHeldByTwo) {
    std::atomic<int> inside = 0;
    const auto take = [&](postgres::Session& session) {
        for (int times = 0; times < 20; ++times) {
            const NameLock lock(session, target_.name(), {});
            EXPECT_EQ(++inside, 1);
            --inside;
        }
    };
    auto other = std::async(std::launch::async, [&] { take(own_); });
    take(usual_);
    other.get();
}

} // namespace
} // namespace pgslate::database
