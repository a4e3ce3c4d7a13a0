// The part of stock.hpp that makes one.
#include "database/dropping.hpp"
#include "database/name_lock.hpp"
#include "database/stock.hpp"
#include "database/uninterrupted.hpp"

namespace pgslate::database {
namespace {

using postgres::Session;
using postgres::Together;
using sql::Identifier;
using sql::Literal;
using sql::text;

bool may_begin(Session& session, const Temporary& what) {
    bool held = false;
    bool there = false;
    Together together;
    hold(together, what.token);
    ask_held(together, [&](const IsHeld& is_held) { held = is_held(what.token); });
    together.add(
        text("SELECT FROM pg_catalog.pg_database WHERE datname = {}", Literal(what.name())),
        [&](const auto& rows) { there = !rows.empty(); });
    together.ask(session, "looking for a template");
    return !held && !there;
}

void copy(Session& session, const Temporary& what, const CreateOptions& like,
          const std::string& from, const Mark& mark) {
    auto options = like;
    options.owner.clear();
    options.template_name = from;
    options.secluded = true;
    try {
        create(session, what.name(), options, [](const Problem&) {});
        session.execute(marking(what, mark), "marking a template");
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error&) {
        uninterrupted(session, [&] { drop(session, what.name()); });
        throw;
    }
}

std::optional<Stocked> spare_like(Session& session, const Temporary& what,
                                  const std::string& target, const Mark& mark) {
    Stock all;
    Together together;
    ask_stock(together, what.target, target, all);
    together.ask(session, "looking for spares");
    for (auto& one : all.ready)
        if (one.id.role == Temporary::Role::spare && one.mark && is_like(*one.mark, mark))
            return std::move(one);
    return std::nullopt;
}

} // namespace

// The session may live much longer than that somebody is at it. What fails keeps it until then.
bool stock(Session& session, const Temporary& what, const CreateOptions& like,
           const std::string& from, const Mark& mark) {
    const bool begins = may_begin(session, what);
    if (begins) copy(session, what, like, from, mark);
    release(session, what.token);
    return begins;
}

// Whoever wanted to take that spare in this moment finds it gone.
bool make_template_of_spare(Session& session, const Temporary& what, const std::string& target,
                            const Mark& mark) {
    const auto spare =
        may_begin(session, what) ? spare_like(session, what, target, mark) : std::nullopt;
    if (spare) {
        Together both; // one transaction
        both.add(text("ALTER DATABASE {} RENAME TO {}", Identifier(spare->name),
                      Identifier(what.name())));
        both.add(marking(what, mark));
        both.ask(session, "making a template of a spare");
    }
    release(session, what.token);
    return spare.has_value();
}

} // namespace pgslate::database
