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

using Heard = std::function<void(const Stocked&)>;

database::Stock stock_there(postgres::Session& maintenance) {
    database::Stock all;
    postgres::Together together;
    database::ask_all_stock(together, all);
    together.ask(maintenance, "looking for templates and spares");
    return all;
}

database::Stock all_stock(postgres::Session& maintenance) {
    auto all = stock_there(maintenance);
    return all.is_certain() ? all : stock_there(maintenance);
}

// Templates first: without them nobody prepares any more. To drop one waits for whoever copies it:
// the copy may be one that was not there when it was looked. A spare may have been taken since. Was
// there something to drop?
bool drop_ready(postgres::Session& maintenance, std::vector<Stocked> ready, Prune& result,
                const Heard& heard) {
    std::stable_partition(ready.begin(), ready.end(), [](const Stocked& one) {
        return one.id.role == database::Temporary::Role::stored;
    });
    result.in_use.clear();
    bool any = false;
    for (auto& one : ready) {
        if (one.in_use) {
            result.in_use.push_back(std::move(one));
            continue;
        }
        any = true;
        if (!database::drop_if_there(maintenance, one.name)) continue;
        heard(one);
        result.found.push_back(std::move(one));
    }
    return any;
}

// No time at all: as long as it takes.
bool is_over(Clock::time_point begin, std::chrono::milliseconds timeout) {
    return timeout > 0ms && Clock::now() - begin >= timeout;
}

} // namespace

Prune prune(const Context& context, const Heard& heard) {
    const auto server = reach_server(context);
    auto maintenance = server.connect_to_maintenance("prune");
    Prune result{.dropped = context.consent.yes};
    // Whoever interrupts it is told what was dropped until then.
    const Interruption::Obligation account(context.interruption);
    const auto begin = Clock::now();
    for (;;) {
        auto all = all_stock(maintenance);
        result.prepared = std::move(all.prepared);
        if (!result.dropped) {
            result.found = std::move(all.ready);
            return result;
        }
        if (drop_ready(maintenance, std::move(all.ready), result, heard)) continue;
        if (result.prepared.empty() || is_over(begin, context.target.lock_timeout.value))
            return result;
        sleep_for(maintenance.interruption(), 100ms);
    }
}

} // namespace pgslate::commands
