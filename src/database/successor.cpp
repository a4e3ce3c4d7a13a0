#include "database/successor.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "database/database.hpp"
#include "database/dropping.hpp"
#include "database/name_lock.hpp"
#include "database/seclusion.hpp"
#include "database/uninterrupted.hpp"

#include <utility>

namespace pgslate::database {
namespace {

using postgres::ServerError;
using postgres::Session;
using sql::Identifier;
using sql::text;

bool is_name_taken(const ServerError& error) {
    return error.sqlstate == postgres::sqlstate::duplicate_database
           || error.sqlstate == postgres::sqlstate::unique_violation;
}

[[noreturn]] void fail(Session& session, const ServerError& error, const std::string& doing,
                       const Oids& oids) {
    auto problem = postgres::problem(error, doing);
    if (error.sqlstate == postgres::sqlstate::object_in_use)
        for (auto& line : others_in(session, oids)) problem.notes.push_back(std::move(line));
    problem.hints.emplace_back("Nothing has changed.");
    throw Error(postgres::exit_status(error.sqlstate), std::move(problem));
}

Problem left_behind(const Error& error) {
    auto problem = error.problems().front();
    problem.hints.emplace_back("The next resetdb, create or drop tries again.");
    return problem;
}

// There is no database of that name any more: whatever comes now, what was wanted is done.
void drop_renamed(Session& maintenance, const Temporary& away, const Warn& warn) try {
    uninterrupted(maintenance, [&] { drop(maintenance, away.name()); });
} catch (const postgres::ConnectionLost&) {
    throw;
} catch (const Error& error) {
    auto problem = left_behind(error);
    problem.message = format("there is no database {} any more, but what it was is still there: {}",
                             in_quotes(away.target), problem.message);
    warn(problem);
}

// From here on the database `from` is called `away.name()`, and says what it is.
void give_name_away(NameChange& change, const Temporary& away, const Definition& definition) {
    if (definition.is_template) change.alter(away.target, text("IS_TEMPLATE false"));
    change.rename(away.target, away.name());
    change.expect(away.name(), definition.oid);
    change.comment(away.name(), away.record());
}

// What would have kept us out while the models were built.
void add_flags(NameChange& change, const std::string& database, const Definition& model) {
    if (model.connection_limit != -1)
        change.alter(database, text("CONNECTION LIMIT {}", model.connection_limit));
    if (model.is_template) change.alter(database, text("IS_TEMPLATE true"));
    if (!model.allows_connections) change.alter(database, text("ALLOW_CONNECTIONS false"));
}

// A signal or a broken connection may come when the server has committed already.
bool is_called(Session& session, const std::string& name, const std::string& oid) {
    bool called = false;
    try {
        uninterrupted(session, [&] { called = known_of(session, name).oid == oid; });
    } catch (const std::exception&) {
        return false; // nobody to ask
    }
    return called;
}

} // namespace

Successor::Successor(Session& maintenance, Connect connect, const std::string& target,
                     const CreateOptions& options, std::optional<Definition> former,
                     const Warn& warn, const std::optional<Template1>& template1)
    : maintenance_(maintenance), connect_(std::move(connect)),
      fresh_(new_temporary(Temporary::Role::fresh, target)),
      former_name_(new_temporary(Temporary::Role::former, target)), former_(std::move(former)),
      warn_(warn), name_(fresh_.name()), obligation_(maintenance.interruption()) {
    try {
        // An owner could come in while it is built.
        auto ours = options;
        owner_ = std::exchange(ours.owner, {});
        ours.secluded = true;
        if (former_)
            create_like(maintenance_, name_, ours, template1, warn);
        else
            create(maintenance_, name_, ours, warn);
        oid_ = say_what_it_is();
    } catch (...) {
        undo(); // no destructor runs for what was not finished
        throw;
    }
}

Successor::Successor(Session& maintenance, Connect connect, const std::string& target,
                     const CreateOptions& options, std::optional<Definition> former,
                     const Warn& warn, const Complete& complete)
    : maintenance_(maintenance), connect_(std::move(connect)),
      fresh_(new_temporary(Temporary::Role::fresh, target)),
      former_name_(new_temporary(Temporary::Role::former, target)), former_(std::move(former)),
      warn_(warn), name_(complete.is_spare ? complete.name : fresh_.name()),
      obligation_(maintenance.interruption()), is_shut_(true) {
    try {
        copy(options, complete);
    } catch (...) {
        undo();
        throw;
    }
}

// One that is killed before it has the name is known by its own.
void Successor::copy(const CreateOptions& options, const Complete& complete) {
    auto ours = options;
    owner_ = std::exchange(ours.owner, {});
    ours.template_name = complete.name;
    ours.strategy = complete.strategy;
    ours.secluded = true;
    if (!complete.is_spare) create(maintenance_, name_, ours, warn_);
    oid_ = known_of(maintenance_, name_).oid;
    if (oid_.empty())
        throw Error(ExitStatus::failed, format("database {} is gone", in_quotes(name_)));
}

sql::Text Successor::letting_in() const {
    if (is_shut_) return text("ALTER DATABASE {} ALLOW_CONNECTIONS true", Identifier(name_));
    return letting_everybody_in(name_, maintenance_.role());
}

// Returns its oid.
std::string Successor::say_what_it_is() const {
    std::string oid;
    postgres::Together together;
    together.add(
        text("COMMENT ON DATABASE {} IS {}", Identifier(name_), sql::Literal(fresh_.record())));
    together.add(letting_only_us_in(name_, maintenance_.role()));
    together.add(
        text("SELECT oid FROM pg_catalog.pg_database WHERE datname = {}", sql::Literal(name_)),
        [&](const auto& rows) { oid = rows.empty() ? "" : rows.front().at(0).value_or(""); });
    together.ask(maintenance_, format("letting nobody else into database {}", in_quotes(name_)));
    return oid;
}

// A role may give a database to an owner and then not be allowed to drop it, so a new one gets its
// owner with the name; a former one's was looked at before, and privileges are granted as its
// owner.
void Successor::open() {
    if (is_open_) return;
    const auto& us = maintenance_.role();
    maintenance_.execute(letting_in(), format("letting others into database {}", in_quotes(name_)));
    if (former_ && owner_ != us.name)
        give_owner(maintenance_, name_, std::exchange(owner_, {}), warn_);
    is_open_ = true;
}

Successor::~Successor() {
    if (!has_name_) undo();
}

void Successor::undo() {
    try {
        uninterrupted(maintenance_, [this] { drop(maintenance_, name_); });
    } catch (const postgres::ConnectionLost&) {
        try { // another may still get through
            const Interruption::Shield shield(maintenance_.interruption());
            auto other = connect_();
            drop(other, name_);
        } catch (const std::exception&) {
            // The error that brought us here is on its way; the next run finds what is left.
        }
    } catch (const Error& error) {
        warn_(left_behind(error));
    } catch (const std::exception&) {
        // Likewise.
    }
}

NameChange Successor::change() {
    NameChange change;
    if (!is_open_) change.add(letting_in());
    const auto& target = fresh_.target;
    if (former_) give_name_away(change, former_name_, *former_);
    change.rename(name_, target);
    change.comment(target, former_ ? former_->comment : std::string());
    if (former_) add_flags(change, target, *former_);
    if (!owner_.empty()) change.alter(target, text("OWNER TO {}", Identifier(owner_)));
    return change;
}

// Whatever the models say about the database, it keeps its name, and its mark if it has one.
void Successor::finish(Session& session, const Last& last) const {
    last(session);
    const auto& target = fresh_.target;
    if (known_of(session, target).oid != oid_)
        throw Error(ExitStatus::bad_model,
                    format("the models give database {} another name", in_quotes(target)),
                    {"The target says what it is called."});
    if (former_) keep_protection_mark(session, target, former_->comment);
}

bool Successor::take_name(const Last& last) {
    if (former_ && owner_ != maintenance_.role().name) open();
    Oids oids{oid_};
    if (former_) oids.push_back(former_->oid);
    auto changes = change();
    postgres::Together who;
    if (former_) ask_clients(who, {former_->oid}, disconnected_);
    if (former_) hold(who, former_name_.token);
    changes.ask_first(who);
    std::optional<ServerError> error;
    try {
        const Last finishing = [&](Session& session) { finish(session, last); };
        error = changes.run(maintenance_, connect_, oids, last ? finishing : Last());
    } catch (const std::exception&) {
        has_name_ = is_called(maintenance_, fresh_.target, oid_);
        if (!has_name_) throw;
    }
    has_name_ = !error;
    if (has_name_) return true;
    if (!former_ && is_name_taken(*error)) return false;
    fail(maintenance_, *error, format("giving database {} its name", in_quotes(fresh_.target)),
         oids);
}

void drop_database(Session& maintenance, const Connect& connect, const std::string& name,
                   const Definition& definition, const Warn& warn) {
    // From the new name on it is decided: no signal may end us before the database is gone.
    const Interruption::Obligation obligation(maintenance.interruption());
    const auto away = new_temporary(Temporary::Role::dropped, name);
    NameChange change;
    give_name_away(change, away, definition);
    std::optional<ServerError> error;
    try {
        error = change.run(maintenance, connect, {definition.oid});
    } catch (const std::exception&) {
        if (!is_called(maintenance, away.name(), definition.oid)) throw;
    }
    // An owner without CREATEDB may drop a database, but not rename it.
    const bool may_not = error && error->sqlstate == postgres::sqlstate::insufficient_privilege;
    if (may_not) return uninterrupted(maintenance, [&] { drop(maintenance, name); });
    if (!error) return drop_renamed(maintenance, away, warn);
    fail(maintenance, *error, format("deleting database {}", in_quotes(name)), {definition.oid});
}

} // namespace pgslate::database
