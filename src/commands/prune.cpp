#include "commands/prune.hpp"

#include "base/interruption.hpp"
#include "commands/inputs.hpp"
#include "database/dropping.hpp"

#include <algorithm>
#include <chrono>

namespace pgslate::commands {
namespace {

using namespace std::chrono_literals;
using database::Stocked;
using Clock = std::chrono::steady_clock;

database::AllStock all_stock(postgres::Session& maintenance) {
    database::AllStock all;
    postgres::Together together;
    database::ask_all_stock(together, all);
    together.ask(maintenance, "looking for templates and spares");
    return all;
}

// Templates first: without them nobody prepares any more. To drop one waits for whoever copies it:
// the copy may be one that was not there when it was looked. Was there something to drop?
bool drop_ready(postgres::Session& maintenance, std::vector<Stocked> ready, Prune& result) {
    std::ranges::stable_partition(
        ready, [](const Stocked& one) { return one.id.role == database::Temporary::Role::stored; });
    result.in_use.clear();
    const auto before = result.found.size();
    for (auto& one : ready) {
        if (!one.in_use) database::drop(maintenance, one.name);
        (one.in_use ? result.in_use : result.found).push_back(std::move(one));
    }
    return result.found.size() > before;
}

// No time at all: as long as it takes.
bool is_over(Clock::time_point begin, std::chrono::milliseconds timeout) {
    return timeout > 0ms && Clock::now() - begin >= timeout;
}

} // namespace

Prune prune(const Context& context) {
    const auto server = reach_server(context);
    auto maintenance = server.connect_to_maintenance("prune");
    Prune result{.dropped = context.consent.yes};
    const auto begin = Clock::now();
    for (;;) {
        auto all = all_stock(maintenance);
        result.prepared = std::move(all.prepared);
        if (!result.dropped) {
            result.found = std::move(all.ready);
            return result;
        }
        if (drop_ready(maintenance, std::move(all.ready), result)) continue;
        if (result.prepared.empty() || is_over(begin, context.target.lock_timeout.value))
            return result;
        sleep_for(maintenance.interruption(), 100ms);
    }
}

} // namespace pgslate::commands
