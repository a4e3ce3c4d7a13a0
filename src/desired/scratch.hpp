// Databases in which models are tried, so that PostgreSQL makes them canonical.
#pragma once

#include "database/database.hpp"
#include "desired/request.hpp"
#include "desired/role_needs.hpp"
#include "desired/workplace.hpp"
#include "live/read.hpp"
#include "plan/plan.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::desired {

/// What became of a plan that was tried.
struct Tried {
    std::size_t statements = 0;       ///< that ran
    std::vector<plan::Step> left_out; ///< what did not: it changes more than a scratch database
};

/// A database that models are tried in; it goes away with its owner.
class Scratch {
  public:
    /// Throws Error: 77 where the server refuses it.
    Scratch(const Request& request, const Workplace& place, std::string_view task);
    /// The same with a session that is there already, with the maintenance database of the place.
    Scratch(const Request& request, const Workplace& place,
            std::unique_ptr<postgres::Session> maintenance, std::string_view task);
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    /// How another program gets to what was built, unless that is passing.
    postgres::ConnectionParameters way() const { return server_.way_to(database_->name()); }

    /// One with the database.
    postgres::Session& session() { return *session_; }
    /// Is all that is in it what was built? Otherwise its template could not be template0, and
    /// read() leaves out what that held.
    bool is_neutral() const { return neutral_; }

    /// Is what was built in a transaction that is still open, and never ends but with ROLLBACK? So
    /// it is where roles had to be made for it: they belong to the whole server.
    bool is_passing() const { return passing_; }

    /// Makes what a catalog wants, as far as that changes nothing else. Throws Error: 65 where the
    /// server refuses it, 77 where a role is missing that can't be made.
    Tried build(const catalog::Catalog& wanted);
    /// What was built, as PostgreSQL prints it; an owner stands in it only where the plan names
    /// one. Throws Error.
    catalog::Catalog read();

    /// The same after some more statements, which are taken back afterwards; `then` is called
    /// before that. Throws Error.
    catalog::Catalog
    read_after(const std::vector<sql::Text>& statements,
               const std::function<void(const catalog::Catalog&, postgres::Session&)>& then);

  private:
    catalog::Catalog completed(catalog::Catalog made) const;
    Tried run(const plan::Plan& plan);
    void make_roles(const catalog::Catalog& wanted, RoleNeeds needs);
    Error with_hints(Error error, const std::vector<plan::Step>& left_out) const;

    database::Server server_;
    std::string task_;
    std::unique_ptr<postgres::Session> maintenance_;
    std::unique_ptr<database::Scratch> database_;
    std::unique_ptr<postgres::Session> session_;
    bool ignores_ = false; ///< is something of the target somebody else's?
    bool neutral_ = false;
    catalog::Catalog inherited_; ///< what it came with, if it is not neutral
    plan::Plan built_;
    bool passing_ = false;
    std::vector<catalog::Fact> roles_; ///< those that were wanted, canonical
};

/// One at the place that is chosen for the server `target`. Throws Error: 77 where there is none.
std::unique_ptr<Scratch> scratch_for(const Request& request, const database::Server& target,
                                     std::string_view task);

/// Takes out the owners that are `user`: what somebody builds belongs to him.
void forget_own(catalog::Catalog& catalog, const std::string& user);

} // namespace pgslate::desired
