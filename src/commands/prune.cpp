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

// Templates first: without them nobody prepares any more.
void drop_ready(postgres::Session& maintenance, std::vector<Stocked> ready, Prune& result) {
    std::ranges::stable_partition(
        ready, [](const Stocked& one) { return one.id.role == database::Temporary::Role::stored; });
    result.in_use.clear();
    for (auto& one : ready) {
        if (!one.in_use) database::drop(maintenance, one.name);
        (one.in_use ? result.in_use : result.found).push_back(std::move(one));
    }
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
    auto all = all_stock(maintenance);
    if (!result.dropped) {
        result.found = std::move(all.ready);
        result.prepared = std::move(all.prepared);
        return result;
    }
    drop_ready(maintenance, std::move(all.ready), result);
    while (!all.prepared.empty() && !is_over(begin, context.target.lock_timeout.value)) {
        sleep_for(maintenance.interruption(), 100ms);
        all = all_stock(maintenance);
        drop_ready(maintenance, std::move(all.ready), result);
    }
    result.prepared = std::move(all.prepared);
    return result;
}

} // namespace pgslate::commands
