#include "commands/reset.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "commands/about_database.hpp"
#include "commands/build_database.hpp"
#include "commands/database_lock.hpp"
#include "commands/guard.hpp"
#include "commands/inputs.hpp"
#include "commands/made_roles.hpp"
#include "commands/maintenance.hpp"
#include "commands/new_owner.hpp"
#include "database/database.hpp"
#include "database/obstacles.hpp"
#include "plan/creations.hpp"
#include "plan/roles.hpp"

#include <cctype>

namespace pgslate::commands {
namespace {

constexpr std::string_view reset_task = "resetdb";

constexpr const char* in_place_instead =
    "`resetdb --in-place` needs no right to create or drop databases: it empties the database and "
    "builds it again.";

// Or may not enter what it is replaced with.
bool may_not_replace(const Error& error) {
    return error.status() == ExitStatus::refused
           || error.problems().front().sqlstate == postgres::sqlstate::invalid_authorization;
}

// What the server takes for it, a checkpoint above all, is no business of whoever wants the new
// one.
bool may_drop_behind(const Context& context, const postgres::ServerFacts& server) {
    return !context.wait_for_drop.value_or(!server.loopback);
}

// The new database is the target's from here on, so nothing ends this any more.
void drop_former(const Context& context, const std::string& name, database::Successor& successor) {
    const Progress::Task task(context.progress, "Deleting the old database");
    try {
        successor.drop_former();
    } catch (const Error& error) {
        auto problem = error.problems().front();
        problem.message = format("database \"{}\" is new, but what it replaced is still there: {}",
                                 name, problem.message);
        problem.hints.emplace_back("The next resetdb, create or drop tries again.");
        context.warn(problem);
    }
}

// "UTF-8" is UTF8 to PostgreSQL, and to the system's locales.
bool same_name(std::string_view left, std::string_view right) {
    const auto letters = [](std::string_view name) {
        std::string kept;
        for (const unsigned char c : name)
            if (std::isalnum(c) != 0) kept += static_cast<char>(std::tolower(c));
        return kept;
    };
    return letters(left) == letters(right);
}

// A database that is replaced keeps what it has: whoever configured something else hears of it.
void tell_kept(const Context& context, const database::CreateOptions& kept) {
    const auto& wanted = context.target.new_database;
    const auto tell = [&](const char* what, const std::string& asked, const std::string& there) {
        if (asked.empty()) return;
        context.warn(advised(format("database \"{}\" keeps its {} {}, not {}",
                                    context.target.database, what, there, asked),
                             {"Owner, encoding and locale are said of new databases only; `drop` "
                              "and `create` make one."}));
    };
    if (wanted.owner != kept.owner) tell("owner", wanted.owner, kept.owner);
    if (!same_name(wanted.encoding, kept.encoding))
        tell("encoding", wanted.encoding, kept.encoding);
    const bool same_locale =
        same_name(wanted.locale, kept.collate) || same_name(wanted.locale, kept.provider_locale);
    if (!same_locale) tell("locale", wanted.locale, kept.collate);
}

// Looks at template1 with it, which is about to be copied.
void check_replaceable(const Context& context, Replacement& replacement) {
    auto& maintenance = replacement.maintenance;
    postgres::Together also;
    ask_template1(also, maintenance.server().version, replacement.template1.emplace());
    check_droppable(maintenance, context.target.database, *replacement.former, context.warn, also);
}

// Nothing: somebody else has created the database meanwhile.
std::optional<Reset> try_reset(const Context& context, Replacement replacement,
                               const models::Models& models, DatabaseLock& lock) {
    const auto& name = context.target.database;
    if (replacement.former) check_replaceable(context, replacement);
    const auto plan = parted(plan::plan_creation(plan::without_roles(models.catalog)), name);
    if (replacement.former)
        check_leaves_alone(plan.inside, name, *replacement.former,
                           replacement.maintenance.server().user);
    else
        check_new_owner(context, replacement.maintenance, models.catalog);
    auto needs = check_roles(replacement.maintenance, models.catalog);
    Kept kept;
    if (replacement.former)
        kept = read_kept(context, replacement.server, replacement.task, plan.inside,
                         replacement.maintenance.role().name);
    MadeRoles roles(context, replacement.maintenance, models.catalog, std::move(needs));
    auto successor = begin_successor(context, replacement);
    Reset result{.database = name, .deleted = replacement.former.has_value(), .disconnected = {}};
    result.statements =
        build(context, replacement, successor, plan.inside, kept) + plan.about.steps.size();
    if (replacement.former) context.say("Deleting database.");
    if (!take_name(context, replacement, successor, plan.about)) return std::nullopt;
    result.made = plan::creations(plan.inside);
    roles.keep();
    result.disconnected = successor.disconnected();
    tell_disconnected(context, result.disconnected);
    if (result.deleted && may_drop_behind(context, replacement.maintenance.server())) {
        lock.give_back(); // it goes with the session otherwise
        result.dropped_behind = successor.drop_former_behind();
    }
    if (!result.dropped_behind) drop_former(context, name, successor);
    return result;
}

// What may have changed while another pgslate was waited for.
void guard_replaced(const Context& context, postgres::Session& maintenance,
                    const database::Definition& former, bool asked) {
    if (!asked) guard(context, maintenance);
    guard_mark(context, former.comment);
    tell_kept(context, former.options);
}

} // namespace

Reset reset(const Context& context) {
    const auto models = load_models_to_replace(context);
    const auto server = reach_server_to_destroy(context);
    auto maintenance = connect_to_destroy(context, server, reset_task, in_place_instead);
    const auto& name = context.target.database;
    const bool asked = guard(context, maintenance);
    DatabaseLock lock(context, maintenance);
    for (auto former = lock.definition();; former = database::definition_of(maintenance, name)) {
        if (former) guard_replaced(context, maintenance, *former, asked);
        try {
            const Replacement replacement{
                .server = server, .maintenance = maintenance, .task = reset_task, .former = former};
            if (auto result = try_reset(context, replacement, models, lock)) {
                context.say("Shiny!");
                return *std::move(result);
            }
        } catch (const Error& error) {
            if (!former || !may_not_replace(error)) throw;
            throw with_hint(error, in_place_instead);
        }
    }
}

} // namespace pgslate::commands
