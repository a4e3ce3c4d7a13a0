#include "commands/handing_over.hpp"

#include "commands/inputs.hpp"
#include "config/connection_text.hpp"
#include "local/psql_program.hpp"

namespace pgslate::commands {

postgres::ConnectionParameters way_to_target(const Context& context) {
    // As the target says it, before any server has been reached.
    const database::Server server(context.target, context.environment, context.interruption,
                                  context.note);
    auto way = server.way_to(context.target.database);
    if (context.wait) reach_server(context);
    return way;
}

std::string url(const Context& context, bool secrets) {
    const auto way = way_to_target(context);
    return config::connection_url(secrets ? way.keywords : config::without_secrets(way.keywords),
                                  way.database);
}

namespace {

// psql's options that take a value as the next word, or in the same one (psql(1)).
constexpr std::string_view takes_value = "cdfFhLoPpRTUv";

// `-d`, alone or behind others as in `-Atd`.
bool says_database(std::string_view word) {
    if (word.starts_with("--"))
        return word.size() > 3
               && std::string_view("--dbname").starts_with(word.substr(0, word.find('=')));
    if (!word.starts_with('-')) return false;
    const auto with_value = word.find_first_of(takes_value, 1);
    return with_value != std::string_view::npos && word[with_value] == 'd';
}

bool takes_next(std::string_view word) {
    if (!word.starts_with('-') || word.starts_with("--")) return false;
    return word.find_first_of(takes_value, 1) == word.size() - 1;
}

// It would be all that psql knows of where to go, and lead it to libpq's usual server.
void refuse_another_database(const std::vector<std::string>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (says_database(arguments[i]))
            throw Error(ExitStatus::usage, "psql is opened on the target, and on no other database",
                        {"`pgslate psql --database NAME` opens another one of its server."});
        if (takes_next(arguments[i])) ++i;
    }
}

} // namespace

void psql(const Context& context, const std::vector<std::string>& arguments) {
    refuse_another_database(arguments);
    const auto program = local::find_psql(context.environment);
    local::become_psql(program, way_to_target(context), arguments, context.environment);
}

} // namespace pgslate::commands
