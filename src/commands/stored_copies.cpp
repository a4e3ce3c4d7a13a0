#include "commands/stored_copies.hpp"

#include "base/digest.hpp"
#include "base/format.hpp"
#include "database/dropping.hpp"
#include "database/name_lock.hpp"
#include "live/database_wide.hpp"
#include "plan/roles.hpp"

#include <algorithm>

namespace pgslate::commands {
namespace {

using config::TemplateCache;
using database::Stocked;
using postgres::Session;
using Role = database::Temporary::Role;

// Each part with its length before it, so that no other parts make the same text.
std::string digest_of(const std::vector<std::string>& parts) {
    std::string text;
    for (const auto& part : parts) text += format("{} {}\n", part.size(), part);
    return digest(text);
}

std::string digest_of(const live::DatabaseWide& wide) {
    std::vector<std::string> parts;
    const auto add = [&](const std::string& name, const catalog::Value& value) {
        parts.push_back(name);
        if (const auto* one = std::get_if<std::string>(&value)) return parts.push_back(*one);
        for (const auto& one : std::get<std::vector<std::string>>(value)) parts.push_back(one);
    };
    for (const auto& [id, fact] : wide.rules.facts) {
        parts.push_back(to_string(id));
        for (const auto& [name, value] : fact.attributes) add(name, value);
    }
    for (const auto& one : wide.unhoused) parts.push_back(to_string(one.id));
    return digest_of(parts);
}

// What decides, and comes from the database that is replaced; of a new one, from its template.
database::CreateOptions options_of(const Context& context, const Replacement& replacement,
                                   const std::optional<database::Definition>& template1) {
    if (replacement.former) return replacement.former->options;
    auto options = template1 ? template1->options : database::CreateOptions();
    const auto& wanted = context.target.new_database;
    if (!wanted.encoding.empty()) options.encoding = wanted.encoding;
    if (!wanted.locale.empty()) options = {.encoding = options.encoding, .locale = wanted.locale};
    options.owner = wanted.owner;
    options.tablespace.clear();
    return options;
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

// What a copy would not do; and what is warned of each time is warned of by whoever builds.
bool does_more(const PartedPlan& plan, const models::Models& models) {
    const auto is_shared = [](const plan::Step& step) { return step.shared; };
    return !plan.about.steps.empty() || std::ranges::any_of(plan.inside.steps, is_shared)
           || !models.warnings.empty() || !plan::declared_roles(models.catalog).empty();
}

bool is_passing_on(const Error& error) {
    return error.status() == ExitStatus::interrupted || error.status() == ExitStatus::terminated
           || dynamic_cast<const postgres::ConnectionLost*>(&error) != nullptr;
}

} // namespace

std::string name_of_models(const Context& context) {
    const auto& made = context.target.new_database;
    std::vector<std::string> parts{context.target.folder.string(), made.encoding, made.locale};
    for (const auto& path : context.target.models.value) parts.push_back(path.string());
    for (const auto& program : context.target.models.commands)
        parts.insert(parts.end(), program.words.begin(), program.words.end());
    return digest_of(parts);
}

StoredCopies::StoredCopies(const Context& context, const models::Sources& sources)
    : context_(context), sources_(sources) {
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
    database::ask_template1_state(together, server.version, template1_state_);
    database::ask_definition(together, "template1", template1_);
    ask_server_details(together, server, desired::extensions_in(sources_), details_);
}

bool StoredCopies::find_key(const Replacement& replacement) {
    key_.clear();
    if (!wanted() || template1_state_.text.empty() || !sources_.problems.empty()) return false;
    const desired::Workplace place{.server = replacement.server,
                                   .options = options_of(context_, replacement, template1_),
                                   .like = replacement.former,
                                   .ground = {}};
    auto parts = desired::fingerprint_of(place, details_, desired::extensions_in(sources_)).details;
    if (parts.empty()) return false;
    parts.push_back(template1_state_.text);
    parts.push_back(place.options.tablespace);
    for (const auto& file : sources_.files)
        parts.insert(parts.end(), {file.path.string(), std::string(file.text)});
    key_ = digest_of(parts);
    return true;
}

bool StoredCopies::has_key(const Stocked& one) const {
    return one.mark && one.mark->key == key_;
}

bool StoredCopies::fits(const Stocked& one) const {
    return has_key(one) && (rules_.empty() ? one.mark->plain : one.mark->rules == rules_);
}

database::Complete StoredCopies::complete(const Stocked& one) const {
    return {.name = one.id.name(),
            .is_spare = one.id.role == Role::spare,
            .strategy = database::strategy_for(template1_state_, one.mark->bytes)};
}

std::optional<database::Complete> StoredCopies::find(const Replacement& replacement) try {
    rules_.clear();
    template_.reset();
    if (!find_key(replacement)) return std::nullopt;
    if (std::ranges::none_of(stock_, [this](const Stocked& one) { return has_key(one); }))
        return std::nullopt;
    if (replacement.former) {
        auto session = replacement.server.connect(replacement.task);
        rules_ = digest_of(live::read_database_wide(session));
    }
    std::optional<database::Complete> found;
    for (const auto& one : stock_) {
        if (!fits(one)) continue;
        if (one.id.role == Role::stored) template_ = one.mark;
        if (!found || one.id.role == Role::spare) found = complete(one);
    }
    return found;
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
    if (key_.empty() || !pays) return;
    if (!may_be_copied_ || does_more(plan, models))
        return context_.detail("No template is kept: models do more than to make what is in a "
                               "database.");
    try {
        make_template(replacement, successor);
    } catch (const Error& error) {
        if (is_passing_on(error)) throw;
        auto problem = error.problems().front();
        problem.message = format("no template is kept: {}", problem.message);
        context_.warn(problem);
    }
}

void StoredCopies::make_template(const Replacement& replacement,
                                 const database::Successor& successor) {
    const Progress::Task task(context_.progress, "Keeping a template");
    auto& session = replacement.maintenance;
    const auto what = database::template_of(models_, key_);
    for (const auto& one : stock_)
        if (one.id.name() == what.name()) database::drop(session, what.name());
    successor.others(); // waits for the end of our session there
    const database::Mark mark{.key = key_, .rules = rules_, .plain = plain_, .bytes = bytes_};
    auto like = options_of(context_, replacement, template1_);
    like.strategy = database::strategy_for(template1_state_, bytes_);
    if (database::stock(session, what, like, successor.name(), mark)) template_ = mark;
}

// Of templates only those of other models than there are now: another run may have made its own.
std::vector<std::string> StoredCopies::stale() const {
    std::vector<std::string> names;
    if (key_.empty()) return names;
    const auto current = database::template_of(models_, key_).name();
    for (const auto& one : stock_) {
        const bool old_template =
            one.id.role == Role::stored && template_ && one.id.name() != current;
        if (old_template || (one.id.role == Role::spare && !fits(one)))
            names.push_back(one.id.name());
    }
    return names;
}

std::function<void(Session&)> StoredCopies::preparing(const Replacement& replacement) const {
    using namespace std::chrono_literals;
    const auto wanted = static_cast<std::size_t>(context_.target.spares);
    if (wanted == 0 || !template_) return {};
    auto like = options_of(context_, replacement, template1_);
    like.strategy = database::strategy_for(template1_state_, template_->bytes);
    return [wanted, like, models = models_, target = context_.target.database,
            mark = *template_](Session& session) {
        const auto from = database::template_of(models, mark.key).name();
        const database::NameLock alone(session, database::spares_lock(target),
                                       {.lock_timeout = 1min});
        for (std::size_t made = 0;
             made < wanted && database::lacks_spares(session, target, mark, wanted); ++made)
            database::stock(session, database::new_temporary(Role::spare, target), like, from,
                            mark);
    };
}

} // namespace pgslate::commands
