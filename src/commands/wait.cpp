#include "commands/wait.hpp"

#include "database/server.hpp"

namespace pgslate::commands {

std::chrono::milliseconds wait(const Context& context) {
    const auto begin = std::chrono::steady_clock::now();
    const database::Server server(context.target, context.environment);
    server.wait(context.wait.value_or(std::chrono::seconds(60)));
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now()
                                                                 - begin);
}

} // namespace pgslate::commands
