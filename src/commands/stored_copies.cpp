#include "commands/stored_copies.hpp"

#include "base/digest.hpp"
#include "base/format.hpp"
#include "database/dropping.hpp"
#include "database/name_lock.hpp"
#include "live/database_wide.hpp"

#include <algorithm>

namespace pgslate::commands {
namespace {

using config::TemplateCache;
using database::Stocked;
using postgres::Session;
using Role = database::Temporary::Role;

void add(Digest& digest, const catalog::Value& value) {
    if (const auto* one = std::get_if<std::string>(&value)) return digest.add_part(*one);
    for (const auto& one : std::get<std::vector<std::string>>(value)) digest.add_part(one);
}

std::string digest_of(const live::DatabaseWide& wide) {
    Digest digest;
    for (const auto& [id, fact] : wide.rules.facts) {
        digest.add_part(to_string(id));
        for (const auto& [name, value] : fact.attributes) {
            digest.add_part(name);
            add(digest, value);
        }
    }
    for (const auto& one : wide.unhoused) digest.add_part(to_string(one.id));
    return digest.text();
}

// They belong to the one database, and no copy has them.
constexpr std::string_view not_copied = R"(
SELECT FROM pg_catalog.pg_subscription s JOIN pg_catalog.pg_database d ON d.oid = s.subdbid
WHERE d.datname = pg_catalog.current_database()
UNION ALL
SELECT FROM pg_catalog.pg_replication_slots r WHERE r.database = pg_catalog.current_database()
UNION ALL
SELECT FROM pg_catalog.pg_shseclabel l JOIN pg_catalog.pg_database d ON d.oid = l.objoid
WHERE l.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass
  AND d.datname = pg_catalog.current_database())";

constexpr const char* none_wanted =
    "`--no-template-cache`, or `template = false` in the profile, asks for none.";

Problem no_template(std::string why, Place place = {}) {
    return {.message = format("no template and no spares are kept: {}", why),
            .place = std::move(place),
            .hints = {none_wanted}};
}

Problem no_template_for(const std::string& what, const plan::Step& step) {
    return no_template(format("{} is in no copy of a database", what),
                       step.origins.empty() ? Place() : step.origins.front().place);
}

Problem no_template_for_role(const catalog::Identity& id, const Place& place) {
    auto problem = no_template(format("{} is in no copy of a database", to_string(id)), place);
    problem.hints.insert(problem.hints.begin(),
                         "Roles belong to the whole server: one that is made there beforehand need "
                         "not be declared.");
    return problem;
}

// What a copy would not do; and what is warned of each time is warned of by whoever builds.
std::optional<Problem> what_does_more(const PartedPlan& plan, const models::Models& models) {
    for (const auto& [id, fact] : models.catalog.facts)
        if (id.kind == catalog::Kind::role) return no_template_for_role(id, fact.place);
    if (!plan.about.steps.empty())
        return no_template_for("what models say about the database itself",
                               plan.about.steps.front());
    const auto shared = std::ranges::find_if(plan.inside.steps, &plan::Step::shared);
    if (shared != plan.inside.steps.end())
        return no_template_for("what all databases of the server share", *shared);
    if (!models.warnings.empty())
        return no_template("the models give warnings, which only building them says",
                           models.warnings.front().place);
    return std::nullopt;
}

bool is_passing_on(const Error& error) {
    return is_interruption(error)
           || dynamic_cast<const postgres::ConnectionLost*>(&error) != nullptr;
}

} // namespace

StoredCopies::StoredCopies(const Context& context, const models::Sources& sources)
    : context_(context), current_(context, sources) {
    if (wanted()) models_ = name_of_models(context);
}

// A database that is itself a copy of one that somebody named may be anything.
bool StoredCopies::wanted() const {
    return context_.target.template_cache != TemplateCache::none
           && context_.target.new_database.template_name.empty();
}

void StoredCopies::ask(postgres::Together& together, const postgres::ServerFacts& server) {
    if (!wanted()) return;
    database::ask_stock(together, models_, context_.target.database, stock_);
    current_.ask(together, server);
}

bool StoredCopies::has_key(const Stocked& one) const {
    return one.mark && one.mark->key == key_;
}

bool StoredCopies::fits(const Stocked& one) const {
    return has_key(one) && (rules_.empty() ? one.mark->plain : one.mark->rules == rules_);
}

database::Complete StoredCopies::complete(const Stocked& one) const {
    return {.name = one.name,
            .is_spare = one.id.role == Role::spare,
            .strategy = current_.strategy(one.mark->bytes)};
}

std::optional<database::Complete> StoredCopies::find(const Replacement& replacement) try {
    rules_.clear();
    template_.reset();
    template_is_gone_ = false;
    key_.clear();
    if (wanted()) key_ = current_.of(replacement.server, replacement.former);
    if (key_.empty()) return std::nullopt;
    if (std::ranges::none_of(stock_.ready, [this](const Stocked& one) { return has_key(one); })) {
        if (!stock_.ready.empty())
            context_.detail(
                "No template or spare is taken: those that are there were made of other "
                "models, by another role, with other settings, or before somebody was "
                "in template1.");
        return std::nullopt;
    }
    if (replacement.former) {
        auto session = replacement.server.connect(replacement.task);
        rules_ = digest_of(live::read_database_wide(session));
    }
    const Stocked* found = nullptr;
    for (const auto& one : stock_.ready) {
        if (!fits(one)) continue;
        if (one.id.role == Role::stored) template_ = one.mark;
        if (found == nullptr || one.id.role == Role::spare) found = &one;
    }
    if (found == nullptr) {
        context_.detail(
            "No template or spare is taken: none is as it was left, with what is kept of "
            "the former database.");
        return std::nullopt;
    }
    template_is_gone_ = !template_;
    if (template_is_gone_) template_ = found->mark;
    return complete(*found);
} catch (const Error& error) {
    if (is_passing_on(error)) throw;
    return std::nullopt; // building it says what is wrong
}

void StoredCopies::look(Session& session, const Kept& kept) {
    if (key_.empty()) return;
    plain_ = kept.rules.facts.empty();
    rules_ = digest_of(live::read_database_wide(session));
    may_be_copied_ =
        session.query(sql::Text::verbatim(std::string(not_copied)), "looking for subscriptions")
            .empty();
    bytes_ = session
                 .query_row(sql::Text::verbatim("SELECT pg_catalog.pg_database_size("
                                                "pg_catalog.current_database())"),
                            "looking how large the database is")
                 .number(0);
}

void StoredCopies::keep(const Replacement& replacement, const database::Successor& successor,
                        const PartedPlan& plan, const models::Models& models,
                        std::chrono::steady_clock::duration took) {
    using namespace std::chrono_literals;
    const bool pays = took > 300ms || context_.target.template_cache == TemplateCache::always;
    if (!wanted() || !pays) return;
    auto more = what_does_more(plan, models);
    if (!more && key_.empty())
        more = no_template("the server does not tell whether what they are made of has changed, "
                           "as PostgreSQL does from 15 on");
    if (!more && !may_be_copied_)
        more = no_template("the database has a subscription, a replication slot or a security "
                           "label, which is in no copy of it");
    if (more) return tell(*more);
    try {
        make_template(replacement, successor);
    } catch (const Error& error) {
        if (is_passing_on(error)) throw;
        auto problem = error.problems().front();
        problem.message = format("no template is kept: {}", problem.message);
        context_.warn(problem);
    }
}

// Whoever has asked for it is told each time.
void StoredCopies::tell(const Problem& why) const {
    if (context_.target.template_cache == TemplateCache::always) return context_.warn(why);
    context_.detail(format("Not kept for the next time: {}.", why.message));
}

void StoredCopies::make_template(const Replacement& replacement,
                                 const database::Successor& successor) {
    const Progress::Task task(context_.progress, "Keeping a template");
    auto& session = replacement.maintenance;
    const auto what = database::template_of(models_, key_);
    for (const auto& one : stock_.ready)
        if (one.name == what.name()) database::drop(session, what.name());
    successor.others(); // waits for the end of our session there
    const database::Mark mark{.key = key_, .rules = rules_, .plain = plain_, .bytes = bytes_};
    auto like = current_.options(replacement.former);
    like.strategy = current_.strategy(bytes_);
    if (!database::stock(session, what, like, successor.name(), mark)) return;
    template_ = mark;
    template_is_gone_ = false;
}

// Of templates only those of other models than there are now: another run may have made its own.
// What is not finished may be in a moment.
std::vector<std::string> StoredCopies::stale() const {
    std::vector<std::string> names;
    if (key_.empty()) return names;
    const auto current = database::template_of(models_, key_).name();
    for (const auto& one : stock_.ready) {
        const bool old_template = one.id.role == Role::stored && template_ && one.name != current;
        const bool old_spare = one.id.role == Role::spare && one.finished && !fits(one);
        if (old_template || old_spare) names.push_back(one.name);
    }
    return names;
}

std::function<void(Session&)> StoredCopies::preparing(const Replacement& replacement) const {
    using namespace std::chrono_literals;
    const auto wanted = static_cast<std::size_t>(context_.target.spares);
    if (wanted == 0 || !template_) return {};
    auto like = current_.options(replacement.former);
    like.strategy = current_.strategy(template_->bytes);
    return [wanted, like, models = models_, target = context_.target.database,
            is_gone = template_is_gone_, mark = *template_](Session& session) {
        const auto from = database::template_of(models, mark.key);
        // Whoever has it makes as many as are wanted. Many who wait would take up the server's room
        // for sessions.
        const database::NameLock alone(session, database::spares_lock(target),
                                       {.lock_timeout = 1s});
        if (is_gone && !database::make_template_of_spare(session, from, target, mark)) return;
        for (std::size_t made = 0;
             made < wanted && database::lacks_spares(session, target, mark, wanted); ++made)
            database::stock(session, database::new_temporary(Role::spare, target), like,
                            from.name(), mark);
    };
}

} // namespace pgslate::commands
