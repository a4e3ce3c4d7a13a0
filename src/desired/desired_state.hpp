// What a database is held against.
#pragma once

#include "database/server.hpp"
#include "desired/canonical.hpp"
#include "desired/kept_answer.hpp"
#include "desired/reprinted.hpp"
#include "desired/request.hpp"
#include "desired/verdict.hpp"
#include "models/models.hpp"
#include "plan/difference.hpp"
#include "plan/naming.hpp"
#include "postgres/session.hpp"

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pgslate::desired {

/// The models as PostgreSQL prints them, or another database if the request names one. Read when it
/// is first asked for, and then kept. What it is made of has to live as long.
class DesiredState {
  public:
    /// `models` reads the sources when it is first called, and may throw.
    using ModelsSource = std::function<const models::Models&()>;
    DesiredState(Request request, const database::Server& server, const models::Sources& sources,
                 ModelsSource models);
    DesiredState(const DesiredState&) = delete;
    DesiredState& operator=(const DesiredState&) = delete;

    /// Asks, among other questions of a session with the target's database or with the maintenance
    /// database, what there is to know of the server `facts`.
    void ask(postgres::Together& together, const postgres::ServerFacts& facts);
    /// Looks for what was read the last time, while the server is asked other things. Only once
    /// that is answered, with the same session. Throws Error.
    void prepare(postgres::Session& session);
    /// Only after prepare(): what an earlier run has said of the session's database, where that
    /// still holds; it need not be read then. nullptr: nothing.
    const Verdict* verdict() const { return verdict_ ? &*verdict_ : nullptr; }
    /// Only after prepare(): by what later runs can tell whether the database is the same.
    live::Signs signs() const;
    /// Keeps for later runs that the target's database was read and is as declared.
    void keep_verdict(const live::Reading& live, std::vector<std::string> unknown) const;
    /// To be asked for, as what follows, only after prepare(). Throws Error.
    const catalog::Catalog& catalog();
    /// Adds to what was read of a database the roles that the models declare, as far as they are on
    /// its server. `session` opens one with that, and is asked only if there are any. Throws Error.
    void add_roles(catalog::Catalog& live, const std::function<postgres::Session&()>& session);
    /// What a database that was read has otherwise. Throws Error.
    std::vector<plan::Difference> differences(const catalog::Catalog& live);
    /// The same of a part of what is declared, and the same part of the database. Throws Error.
    std::vector<plan::Difference> differences(const catalog::Catalog& declared,
                                              const catalog::Catalog& live);
    /// All of them, as far as texts tell, and what may be none. Quicker. Throws Error.
    std::vector<plan::Difference> differing(const catalog::Catalog& live);
    /// What the models say about the way. They are read for it.
    const catalog::Hints& hints() const;
    /// What is declared, as it is printed where the renames have not been done yet, held against
    /// what is live there. Where the declared state is another database, of which nothing is built,
    /// it is read off the names. Throws Error.
    plan::OldForm printed_before(const std::vector<plan::Rename>& renames,
                                 const catalog::Catalog& live, int server_major);
    /// How another program gets to a database that holds what is declared, as long as this lives.
    /// The roles that it names have to be there. Throws Error.
    postgres::ConnectionParameters way();
    /// Where the models declare what is missing or different. They are read if there is any.
    std::map<catalog::Identity, Place>
    places_of(const std::vector<plan::Difference>& differences) const;
    /// Where the models declare this; unknown if they don't.
    Place place_of(const catalog::Identity& id) const;
    /// How many objects the models declare. They are read for it if nothing is known of them yet.
    std::size_t objects() const;
    /// What reading the models warns of, likewise.
    std::vector<Problem> warnings() const;

  private:
    void forget_others(std::vector<plan::Difference>& differences, const catalog::Catalog& declared,
                       const catalog::Catalog& live);
    bool is_prepared() const;
    void ask_rest(postgres::Together& together, const postgres::ServerFacts& facts);
    void choose_place(postgres::Session& session);
    void use(const std::string& verdict);
    const Workplace& place();
    std::vector<std::string> grounds() const;
    plan::Scope scope() const;
    std::optional<CachedCatalog> kept_here();
    Scratch& scratch();
    catalog::Catalog reprinted_by_models(const std::vector<Suspect>& suspects);
    catalog::Catalog reprinted_by_others(const std::vector<Suspect>& suspects) const;
    catalog::Catalog reprinted_of(const std::vector<Suspect>& suspects);

    Request request_;
    const database::Server& server_;
    const models::Sources& sources_;
    ModelsSource models_;
    Prospect prospect_;
    ServerDetails server_details_;
    bool asked_all_ = false;
    std::optional<Workplace> place_; ///< where the models are tried
    Fingerprint fingerprint_;
    std::future<catalog::Catalog> other_;             ///< the other database, read meanwhile
    std::future<std::optional<CachedCatalog>> found_; ///< what is kept of the last time
    std::optional<CachedCatalog> made_;
    bool has_more_grounds_ = false; ///< is it made of more than is known?
    KeptAnswer kept_verdict_;
    std::optional<Verdict> verdict_;
    std::set<catalog::Identity> ignored_; ///< that somebody was told of
    std::unique_ptr<Scratch> scratch_;    ///< where the models are, as long as it may be needed
};

} // namespace pgslate::desired
