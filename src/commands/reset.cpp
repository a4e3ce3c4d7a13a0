#include "commands/reset.hpp"

#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "commands/about_database.hpp"
#include "commands/behind.hpp"
#include "commands/build_database.hpp"
#include "commands/database_lock.hpp"
#include "commands/declared.hpp"
#include "commands/guard.hpp"
#include "commands/inputs.hpp"
#include "commands/made_roles.hpp"
#include "commands/maintenance.hpp"
#include "commands/new_owner.hpp"
#include "commands/stored_copies.hpp"
#include "database/database.hpp"
#include "database/obstacles.hpp"
#include "database/uninterrupted.hpp"
#include "plan/creations.hpp"
#include "plan/roles.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <memory>

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
        context.warn(advised(format("database {} keeps its {} {}, not {}",
                                    in_quotes(context.target.database), what, there, asked),
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

// What there is to make a new database of, and who sees to what is left.
struct Means {
    Declared& declared;
    StoredCopies& copies;
    DatabaseLock& lock;
};

// Gives the new database its name, and leaves the rest to be done. Nothing: somebody else has
// created the database meanwhile.
std::optional<Reset> finish(const Context& context, const Replacement& replacement,
                            const Means& means, database::Successor& successor,
                            const plan::Plan& about) {
    Reset result{.database = context.target.database,
                 .deleted = replacement.former.has_value(),
                 .disconnected = {}};
    if (replacement.former) context.say("Deleting database.");
    if (!take_name(context, replacement, successor, about)) return std::nullopt;
    result.disconnected = successor.disconnected();
    tell_disconnected(context, result.disconnected);
    result.dropped_behind = do_the_rest(context, replacement, means.lock,
                                        {.former = successor.former_name(),
                                         .stale = means.copies.stale(),
                                         .preparing = means.copies.preparing(replacement)});
    return result;
}

// Nothing where it can't be had for whatever reason: then all is built, which says what is wrong.
std::unique_ptr<database::Successor> try_complete(const Context& context,
                                                  const Replacement& replacement,
                                                  const database::Complete& complete) {
    context.say(complete.is_spare ? "Taking a spare." : "Copying the template.");
    try {
        return std::unique_ptr<database::Successor>(
            new database::Successor(begin_complete(context, replacement, complete)));
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error& error) {
        check(context.interruption);
        context.detail(format("Built from the models: {}.", error.what()));
        return nullptr;
    }
}

std::optional<Reset> reset_with(const Context& context, const Replacement& replacement,
                                const Means& means, const database::Complete& complete,
                                database::Successor& successor) {
    finish_complete(context, replacement, successor);
    auto result = finish(context, replacement, means, successor, {});
    if (result)
        result->source = complete.is_spare ? Reset::Source::spare : Reset::Source::template_;
    return result;
}

std::optional<Reset> reset_from_models(const Context& context, const Replacement& replacement,
                                       const Means& means) {
    const auto& models = means.declared.models();
    const auto& name = context.target.database;
    const auto plan = parted(plan::plan_creation(plan::without_roles(models.catalog)), name);
    if (replacement.former)
        check_leaves_alone(plan.inside, name, *replacement.former,
                           replacement.maintenance.server().user);
    else
        check_new_owner(context, replacement.maintenance, models.catalog);
    auto needs = check_roles(replacement.maintenance, models.catalog);
    // The server copies its template meanwhile.
    std::optional<ReadingKept> former;
    if (replacement.former)
        former.emplace(replacement.server, replacement.maintenance, replacement.task);
    MadeRoles roles(context, replacement.maintenance, models.catalog, std::move(needs));
    auto successor = begin_successor(context, replacement);
    Kept kept;
    if (former) kept = kept_of(context, *former, plan.inside, replacement.maintenance.role().name);
    const auto begin = std::chrono::steady_clock::now();
    const auto statements = build(context, replacement, successor, plan.inside, kept,
                                  [&](auto& session) { means.copies.look(session, kept); });
    means.copies.keep(replacement, successor, plan, models,
                      std::chrono::steady_clock::now() - begin);
    auto result = finish(context, replacement, means, successor, plan.about);
    if (!result) return std::nullopt;
    roles.keep();
    result->statements = statements + plan.about.steps.size();
    result->made = plan::creations(plan.inside);
    return result;
}

// Nothing: somebody else has created the database meanwhile.
std::optional<Reset> try_reset(const Context& context, Replacement replacement,
                               const Means& means) {
    if (replacement.former) check_replaceable(context, replacement);
    const auto complete = means.copies.find(replacement);
    auto successor = complete ? try_complete(context, replacement, *complete) : nullptr;
    if (successor) try {
            return reset_with(context, replacement, means, *complete, *successor);
        } catch (const Error& error) {
            if (error.problems().front().sqlstate != postgres::sqlstate::invalid_catalog_name)
                throw;
            context.detail(format("Built from the models: {}.", error.what()));
            successor.reset();
        }
    return reset_from_models(context, replacement, means);
}

// Somebody has created the database meanwhile, and a spare may have been taken for nothing.
std::optional<database::Definition> look_again(postgres::Session& maintenance,
                                               const std::string& name, StoredCopies& copies) {
    std::optional<database::Definition> former;
    postgres::Together together;
    copies.ask(together, maintenance.server());
    database::ask_definition(together, name, former);
    together.ask(maintenance, "looking at the database");
    return former;
}

// What may have changed while another pgslate was waited for.
void guard_replaced(const Context& context, postgres::Session& maintenance,
                    const database::Definition& former, bool asked) {
    if (!asked) guard(context, maintenance);
    guard_mark(context, former.comment);
    tell_kept(context, former.options);
}

// What an interruption has left is looked at: only then is it certain.
Error with_outcome(const Error& error, const Context& context, postgres::Session& maintenance,
                   const std::optional<database::Definition>& former) try {
    const auto words = nothing_has_changed(context, former);
    const auto& hints = error.problems().back().hints;
    if (std::ranges::count(hints, words) > 0) return error;
    std::string oid;
    database::uninterrupted(
        maintenance, [&] { oid = database::known_of(maintenance, context.target.database).oid; });
    return oid == (former ? former->oid : "") ? with_hint(error, words) : error;
} catch (const Error&) {
    return error; // nobody tells
}

} // namespace

Reset reset(const Context& context) {
    Declared declared(context);
    StoredCopies copies(context, declared.sources());
    if (copies.wanted())
        declared.read_if_few();
    else
        declared.models(); // what is wrong with them is said first
    const auto server = reach_server_to_destroy(context);
    auto maintenance = connect_to_destroy(context, server, reset_task, in_place_instead);
    const auto& name = context.target.database;
    const bool asked = guard(context, maintenance);
    postgres::Together also;
    copies.ask(also, maintenance.server());
    DatabaseLock lock(context, maintenance, also);
    const Means means{.declared = declared, .copies = copies, .lock = lock};
    for (auto former = lock.definition();; former = look_again(maintenance, name, copies)) {
        if (former) guard_replaced(context, maintenance, *former, asked);
        try {
            const Replacement replacement{
                .server = server, .maintenance = maintenance, .task = reset_task, .former = former};
            if (auto result = try_reset(context, replacement, means)) {
                context.say("Shiny!");
                return *std::move(result);
            }
        } catch (const Error& error) {
            if (is_interruption(error)) throw with_outcome(error, context, maintenance, former);
            if (!former || !may_not_replace(error)) throw;
            throw with_hint(error, in_place_instead);
        }
    }
}

} // namespace pgslate::commands
