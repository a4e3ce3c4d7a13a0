// How the databases are named that are there for the time of one command.
#include "database/temporary.hpp"

#include <gtest/gtest.h>

namespace pgslate::database {
namespace {

using Role = Temporary::Role;

TEST(TemporaryName, FitsWhateverTheTargetIsCalled) {
    for (const std::string& target :
         {std::string(), std::string("a"), std::string(63, 'x'), std::string("%:word '\"\\\n")})
        EXPECT_EQ(new_temporary(Role::fresh, target).name().size(), 46U);
}

TEST(TemporaryName, IsAnotherEachTime) {
    EXPECT_NE(new_temporary(Role::fresh, "app").name(), new_temporary(Role::fresh, "app").name());
}

TEST(TemporaryName, ProvesWhatItIsAndForWhom) {
    for (const auto role : {Role::fresh, Role::former, Role::dropped, Role::scratch}) {
        const auto made = new_temporary(role, "app");
        const auto found = temporary_called(made.name(), "app");
        ASSERT_TRUE(found);
        EXPECT_EQ(found->role, role);
        EXPECT_EQ(found->record(), made.record());
        EXPECT_FALSE(temporary_called(made.name(), "App"));
        EXPECT_FALSE(temporary_called(made.name(), ""));
    }
}

TEST(TemporaryName, ProvesThatItIsOursWhateverItIsAbout) {
    const auto made = new_temporary(Role::spare, "app");
    const auto found = temporary_called(made.name());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->role, Role::spare);
    EXPECT_EQ(found->token, made.token);
    EXPECT_EQ(found->target, "");
}

TEST(TemporaryName, IsNotProvenByLookingAlike) {
    const auto name = new_temporary(Role::fresh, "app").name();
    for (std::size_t at = 0; at < name.size(); ++at) {
        auto other = name;
        other[at] = other[at] == '0' ? '1' : '0';
        EXPECT_FALSE(temporary_called(other, "app")) << other;
        EXPECT_FALSE(temporary_called(other)) << other;
    }
    EXPECT_FALSE(temporary_called("pgslate_new_app", "app"));
    EXPECT_FALSE(temporary_called(name + "0", "app"));
    EXPECT_FALSE(temporary_called("", "app"));
}

} // namespace
} // namespace pgslate::database
