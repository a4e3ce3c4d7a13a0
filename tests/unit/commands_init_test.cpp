#include "base/error.hpp"
#include "commands/init.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace pgslate::testing {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<fs::path>;

TEST(Init, WritesAConfigurationAndAFirstModel) {
    const TemporaryFolder folder;
    const auto result = commands::init(folder.path() / "new", {});
    EXPECT_EQ(result.written,
              (Paths{folder.path() / "new/pgslate.toml", folder.path() / "new/schemas/user.toml"}));
    EXPECT_FALSE(result.had_models);
}

TEST(Init, WritesNoSampleBesideModels) {
    for (const auto* model : {"schemas/a.sql", "schemas/app/b.toml", "schemas/user.toml"}) {
        const TemporaryFolder folder;
        folder.write(model, "-- mine");
        const auto result = commands::init(folder.path(), {});
        EXPECT_EQ(result.written, (Paths{folder.path() / "pgslate.toml"})) << model;
        EXPECT_TRUE(result.had_models);
        const auto sample = folder.path() / "schemas/user.toml";
        EXPECT_EQ(fs::exists(sample), folder.path() / model == sample);
    }
}

TEST(Init, WritesASampleWhereNothingIsAModel) {
    for (const auto* other : {"schemas/README.md", "schemas/.hidden.sql", "a.sql"}) {
        const TemporaryFolder folder;
        folder.write(other, "");
        EXPECT_EQ(commands::init(folder.path(), {}).written.size(), 2U) << other;
    }
}

TEST(Init, OverwritesNothing) {
    const TemporaryFolder folder;
    folder.write("pgslate.toml", "");
    EXPECT_THROW(commands::init(folder.path(), {}), Error);
    EXPECT_FALSE(fs::exists(folder.path() / "schemas"));
}

} // namespace
} // namespace pgslate::testing
