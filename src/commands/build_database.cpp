#include "commands/build_database.hpp"

#include "apply/build.hpp"
#include "base/excerpt.hpp"
#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "commands/about_database.hpp"
#include "commands/keeping.hpp"
#include "commands/template_contents.hpp"
#include "database/database.hpp"
#include "database/wait_observer.hpp"

namespace pgslate::commands {
namespace {

void hear_warnings(postgres::Session& session, const Context& context) {
    session.on_warning([&context](const postgres::ServerError& warning) {
        context.warn(postgres::problem(warning, ""));
    });
}

// With subscriptions, what is half made could not be dropped.
void build_batches(postgres::Session& session, const plan::Plan& plan) {
    try {
        apply::build(session, plan, apply::Commit::in_batches);
    } catch (const Error&) {
        database::forget_subscriptions(session);
        throw;
    }
}

// A template is no property of the former database.
database::CreateOptions options_for(const Context& context, const Replacement& replacement) {
    const auto& wanted = context.target.new_database;
    if (replacement.former) {
        auto same = replacement.former->options;
        same.template_name = wanted.template_name;
        return same;
    }
    return {.owner = wanted.owner,
            .template_name = wanted.template_name,
            .encoding = wanted.encoding,
            .locale = wanted.locale};
}

// With subscriptions it could not be dropped.
void forget_subscriptions(const Replacement& replacement, const database::Successor& successor) {
    try {
        auto session = replacement.server.connect_to(successor.name(), replacement.task);
        database::forget_subscriptions(session);
    } catch (const Error&) {
        // Nobody gets in: then dropping it tells.
    }
}

database::Connect another_session(const Replacement& replacement) {
    return [&server = replacement.server, task = std::string(replacement.task)] {
        return server.connect_to_maintenance(task);
    };
}

// They can be given only in the name of the owner.
void give_grants(const Context& context, const Replacement& replacement,
                 database::Successor& successor) {
    const auto& former = replacement.former;
    if (!former || !former->grants) return;
    successor.open();
    copy_grants(replacement.maintenance, successor.name(), *former, context.warn);
}

} // namespace

std::string nothing_has_changed(const Context& context,
                                const std::optional<database::Definition>& former) {
    const auto name = in_quotes(context.target.database);
    return former ? format("Database {} is as it was.", name)
                  : format("There is still no database {}.", name);
}

database::Successor begin_successor(const Context& context, const Replacement& replacement) {
    context.say("Creating database.");
    const Progress::Task task(context.progress, "Creating the database");
    return {replacement.maintenance, another_session(replacement),
            context.target.database, options_for(context, replacement),
            replacement.former,      context.warn,
            replacement.template1};
}

// Who holds the lock that was not to be had: somebody may have come in all the same, a superuser.
Error name_others(const Error& error, const database::Successor& successor) {
    if (error.status() != ExitStatus::busy) return error;
    auto problems = error.problems();
    try {
        for (auto& line : successor.others()) problems.front().notes.push_back(std::move(line));
    } catch (const Error&) {
        // Then what went wrong is told without.
    }
    return {error.status(), std::move(problems)};
}

std::size_t build(const Context& context, const Replacement& replacement,
                  database::Successor& successor, const plan::Plan& inside, const Kept& kept,
                  const std::function<void(postgres::Session&)>& last) {
    const auto& [server, maintenance, task, former, template1] = replacement;
    context.say("Creating tables.");
    // Before the build: what is not pinned in our sessions, such as parameters of one's own that a
    // query asks for, is as in the database that is replaced.
    if (former) copy_parameters(maintenance, successor.name(), *former, context.warn);
    TemplateContents from_template;
    try {
        auto session = server.connect_to(successor.name(), task);
        from_template = TemplateContents(session);
        Keeping keeping(context, session, kept);
        const auto plan = keeping.begin(inside);
        hear_warnings(session, context);
        {
            const database::WaitObserver observer(server, session, task);
            build_batches(session, plan);
        }
        session.on_warning({}); // what is kept is told of in its own words
        keeping.finish();
        if (last) last(session);
    } catch (const Error& error) {
        throw with_hint(name_others(from_template.explain(error), successor),
                        nothing_has_changed(context, replacement.former));
    }
    give_grants(context, replacement, successor);
    return inside.steps.size();
}

database::Successor begin_complete(const Context& context, const Replacement& replacement,
                                   const database::Complete& complete) {
    const Progress::Task task(context.progress, "Copying the template");
    return {replacement.maintenance,
            another_session(replacement),
            context.target.database,
            options_for(context, replacement),
            replacement.former,
            context.warn,
            complete};
}

void finish_complete(const Context& context, const Replacement& replacement,
                     database::Successor& successor) {
    if (!replacement.former) return;
    copy_parameters(replacement.maintenance, successor.name(), *replacement.former, context.warn);
    give_grants(context, replacement, successor);
}

bool take_name(const Context& context, const Replacement& replacement,
               database::Successor& successor, const plan::Plan& about) {
    const auto last = [&](postgres::Session& session) {
        try {
            run_about(session, about);
        } catch (const Error& error) {
            throw with_hint(error, nothing_has_changed(context, replacement.former));
        }
    };
    const Progress::Task task(context.progress, "Giving the new database its name");
    try {
        if (successor.take_name(about.steps.empty() ? database::Last() : last)) return true;
    } catch (const Error&) {
        forget_subscriptions(replacement, successor);
        throw;
    }
    forget_subscriptions(replacement, successor);
    return false;
}

void tell_disconnected(const Context& context, const std::vector<database::Client>& clients) {
    for (const auto& client : clients) context.note(format("Disconnected {}.", to_string(client)));
}

} // namespace pgslate::commands
