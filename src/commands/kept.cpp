#include "commands/kept.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "models/sql/said_privileges.hpp"

#include <algorithm>
#include <chrono>
#include <set>

namespace pgslate::commands {
namespace {

using catalog::Identity;
using catalog::Kind;

std::set<Identity> said_by(const plan::Plan& inside, const std::string& user) {
    std::set<Identity> said;
    for (const auto& step : inside.steps)
        for (auto& id : models::said_privileges(step.sql.sql(), user)) said.insert(std::move(id));
    return said;
}

// As the difference has it: whoever speaks of privileges on something says all of them, and so
// with default privileges.
bool is_of_one_matter(const Identity& one, const Identity& other) {
    if (one.kind != other.kind) return false;
    return one.kind == Kind::default_privileges
           || (one.kind == Kind::privileges && subject_of(one) == subject_of(other));
}

// Without it somebody could do more than before.
bool takes_away(const catalog::Fact& fact) {
    return fact.has("revoked")
           || std::ranges::any_of(fact.list("statements"), [](const std::string& statement) {
                  return statement.starts_with("REVOKE");
              });
}

// What models say is theirs to say.
void leave_to_models(const std::set<Identity>& said, Kept& kept) {
    for (const auto& id : said) kept.rules.facts.erase(id);
    const auto is_theirs = [&](const Identity& id) {
        return std::ranges::any_of(said,
                                   [&](const auto& one) { return is_of_one_matter(one, id); });
    };
    for (const auto& [id, fact] : kept.rules.facts)
        if (is_theirs(id) && !takes_away(fact)) kept.refused.facts.emplace(id, fact);
    for (const auto& [id, fact] : kept.refused.facts) kept.rules.facts.erase(id);
}

Problem unread(const Error& error, const std::string& database) {
    auto problem = error.problems().front();
    problem.message = format("default privileges and the privileges on schema public of database "
                             "{} could not be read, and are not kept: {}",
                             in_quotes(database), problem.message);
    return problem;
}

// Whoever locks catalogs has done with them soon.
bool is_passing(ExitStatus status) {
    return status == ExitStatus::interrupted || status == ExitStatus::terminated
           || status == ExitStatus::busy;
}

} // namespace

ReadingKept::ReadingKept(const database::Server& server, postgres::Session& maintenance,
                         std::string_view task)
    : maintenance_(maintenance), read_(std::async(std::launch::async, [this, &server, task] {
          auto session = server.connect(task);
          backend_ = session.server().backend_pid;
          return live::read_database_wide(session);
      })) {}

// A cancel request that comes between two statements is heard by none.
ReadingKept::~ReadingKept() {
    using namespace std::chrono_literals;
    try {
        while (read_.valid() && read_.wait_for(20ms) != std::future_status::ready)
            if (const int backend = backend_; backend != 0)
                maintenance_.query(sql::text("SELECT pg_catalog.pg_cancel_backend({})", backend),
                                   "cancelling what is of no use any more");
    } catch (const std::exception&) {
        // Then its end is waited for.
    }
}

Kept kept_of(const Context& context, ReadingKept& reading, const plan::Plan& inside,
             const std::string& user) try {
    auto wide = reading.take();
    Kept kept{.rules = std::move(wide.rules), .refused = {}, .unhoused = std::move(wide.unhoused)};
    if (!kept.rules.facts.empty()) leave_to_models(said_by(inside, user), kept);
    return kept;
} catch (const Error& error) {
    if (is_passing(error.status())) throw;
    context.warn(unread(error, context.target.database));
    return {};
}

} // namespace pgslate::commands
