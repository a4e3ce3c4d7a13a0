// Model files of arbitrary bytes, as TOML and as SQL: either they are wrong, or they have a plan.
#include "models/models.hpp"
#include "plan/plan.hpp"
#include "report/problems.hpp"
#include "report/script.hpp"
#include "support/plan_invariants.hpp"
#include "support/temporary_folder.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

using pgslate::testing::TemporaryFolder;

void try_model(const std::filesystem::path& file) {
    try {
        const auto models =
            pgslate::models::load(pgslate::models::find({file}, pgslate::Trust::in_everybody()));
        const auto plan = pgslate::plan::plan_creation(models.catalog);
        pgslate::report::script(plan, {});
        const auto broken = pgslate::testing::broken_plan_invariant(models.catalog, plan);
        if (broken.empty()) return;
        std::fprintf(stderr, "%s\n", broken.c_str());
        std::abort();
    } catch (const pgslate::Error& error) {
        if (error.status() != pgslate::ExitStatus::bad_model) std::abort();
        pgslate::report::describe(error, true);
        pgslate::report::data_of(error).text();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const TemporaryFolder folder;
    const std::string text(data, data + size);
    for (const auto* name : {"model.toml", "model.sql"}) try_model(folder.write(name, text));
    return 0;
}
