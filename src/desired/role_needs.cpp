#include "desired/role_needs.hpp"

#include "apply/build.hpp"
#include "base/format.hpp"
#include "live/roles.hpp"
#include "sql/excerpt.hpp"

#include <algorithm>
#include <tuple>

namespace pgslate::desired {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Kind;
using postgres::Session;
using sql::Identifier;

constexpr std::string_view making = "making roles";
constexpr std::string_view looking = "looking for the roles that the models name";

std::string shown_role(const std::string& name) {
    return sql::quoted(Identifier(name));
}

class Settings {
  public:
    Settings(Session& session, const std::string& database)
        : session_(session), database_(database) {}

    // Whoever may not set them has somebody else who does, and can't compare them.
    void make_canonical(Fact& role, const Place& place) try {
        role.attributes["settings"] = canonical(role, place);
    } catch (const Error& error) {
        if (error.status() != ExitStatus::refused) throw;
        role.attributes["unknown_settings"] =
            format("which role {} may not set", shown_role(session_.server().user));
    }

  private:
    std::vector<std::string> canonical(const Fact& role, const Place& place) {
        std::vector<std::string> result;
        postgres::Together together;
        together.add(sql::text("BEGIN"));
        together.add(sql::text("ALTER DATABASE {} RESET ALL", database_));
        for (const auto& setting : role.list("settings"))
            together.add(sql::text("ALTER DATABASE {} SET {}", database_, sql::Fragment(setting)));
        together.add(kept(), [&](const std::vector<postgres::Row>& rows) {
            for (const auto& row : rows) result.push_back(row.at(0).value_or(""));
        });
        ask(together, role, place);
        session_.execute(sql::text("ROLLBACK"), trying);
        return result;
    }

    static constexpr std::string_view trying = "trying the settings of a role";

    static sql::Text kept() {
        return sql::text("SELECT pg_catalog.unnest(s.setconfig) "
                         "FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d "
                         "ON d.oid = s.setdatabase WHERE s.setrole = 0 "
                         "AND d.datname = pg_catalog.current_database() ORDER BY 1");
    }

    void ask(const postgres::Together& together, const Fact& role, const Place& place) try {
        together.ask(session_, format("trying the settings of {}", to_string(role.id)));
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error& error) {
        session_.execute(sql::text("ROLLBACK"), trying);
        if (error.status() != ExitStatus::failed) throw;
        auto problem = error.problems().front();
        problem.place = place;
        throw sql::with_excerpts(Error(ExitStatus::bad_model, std::move(problem)));
    }

    Session& session_;
    Identifier database_;
};

} // namespace

// "A role called so" of another: whoever was first has made it.
bool is_made_by_somebody(const Error& error) {
    return std::ranges::all_of(error.problems(), [](const Problem& problem) {
        return problem.sqlstate == "42710" || problem.sqlstate == "23505";
    });
}

RoleNeeds role_needs(Session& session, const Catalog& wanted) {
    const auto needed = plan::roles_needed(wanted);
    RoleNeeds needs;
    if (needed.empty() && !plan::has_code_about_roles(wanted)) return needs;
    std::vector<std::string> names;
    names.reserve(needed.size());
    for (const auto& [name, place] : needed) names.push_back(name);
    live::RolesThere there;
    postgres::Together together;
    ask_roles_there(together, names, there);
    together.ask(session, looking);
    needs.may_make = there.may_make;
    needs.user = session.server().user;
    const auto declared = plan::declared_roles(wanted);
    for (const auto& [name, place] : needed)
        if (there.names.contains(name))
            continue;
        else if (declared.contains(name))
            needs.missing.insert(name);
        else if (plan::may_be_made_by_code(wanted, name))
            needs.later.insert(name);
        else
            needs.undeclared.emplace(name, place);
    return needs;
}

std::vector<Problem> problems_of(const RoleNeeds& needs) {
    std::vector<Problem> problems;
    for (const auto& [role, place] : needs.undeclared)
        problems.push_back(
            {.message =
                 format("there is no role {}, and the models declare none", shown_role(role)),
             .place = place,
             .hints = {
                 format("[role.{0}] in a TOML model or CREATE ROLE {0} in a .sql one declares "
                        "it: then it is made. Or make it on the server first.",
                        shown_role(role))}});
    std::ranges::stable_sort(problems, {}, [](const Problem& problem) {
        const auto& place = problem.place;
        return std::tuple(place.file, place.line, place.column);
    });
    sql::add_excerpts(problems);
    return problems;
}

Problem may_not_make(const RoleNeeds& needs) {
    std::vector<std::string> roles;
    std::vector<std::string> statements;
    for (const auto& role : needs.missing) {
        roles.push_back(shown_role(role));
        statements.push_back(format("CREATE ROLE {};", shown_role(role)));
    }
    const bool one = roles.size() == 1;
    return advised(format("role {} may not make roles (CREATEROLE), and {} {} declared, but not "
                          "there",
                          shown_role(needs.user), join(roles, ", "), one ? "is" : "are"),
                   {format("An administrator can make {}: {} `pgslate sql` prints what else the "
                           "models say of {}.",
                           one ? "it" : "them", join(statements, " "), one ? "it" : "them")});
}

// Whoever waits for another's role hears of it when that is there to be seen.
plan::RoleNames make_missing(Session& session, const Catalog& wanted, RoleNeeds needs) {
    while (!needs.missing.empty()) {
        session.execute(sql::text("SAVEPOINT roles"), making);
        try {
            const auto roles = plan::only_roles(wanted, needs.missing, needs.later);
            apply::build(session, plan::plan_creation(roles), apply::Commit::by_caller);
            break;
        } catch (const postgres::ConnectionLost&) {
            throw;
        } catch (const Error& error) {
            if (!is_made_by_somebody(error)) throw;
            session.execute(sql::text("ROLLBACK TO SAVEPOINT roles"), making);
            auto now = role_needs(session, wanted);
            if (now.missing == needs.missing) throw;
            needs = std::move(now);
        }
    }
    return needs.missing;
}

std::vector<Fact> canonical_roles(const Catalog& wanted, Session& session,
                                  const std::string& database) {
    std::vector<Fact> roles;
    Settings settings(session, database);
    for (const auto& [id, fact] : wanted.facts) {
        if (id.kind != Kind::role) continue;
        auto& role = roles.emplace_back(Fact{.id = id, .attributes = fact.attributes});
        if (!fact.list("settings").empty()) settings.make_canonical(role, fact.place);
    }
    return roles;
}

} // namespace pgslate::desired
