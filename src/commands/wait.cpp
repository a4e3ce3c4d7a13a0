#include "commands/wait.hpp"

#include "database/server.hpp"

namespace pgslate::commands {

std::chrono::milliseconds wait(const Context& context) {
    const auto begin = std::chrono::steady_clock::now();
    const database::Server server(context.target, context.environment, context.interruption,
                                  context.note);
    const auto patience = context.wait.value_or(std::chrono::seconds(60));
    const auto unknown_host =
        context.wait ? database::UnknownHost::waited_for : database::UnknownHost::hopeless;
    if (const auto warning = server.wait(patience, context.waiting, unknown_host))
        context.warn(*warning);
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now()
                                                                 - begin);
}

} // namespace pgslate::commands
