#include "desired/desired_state.hpp"

#include "base/format.hpp"
#include "base/in_quotes.hpp"
#include "catalog/index.hpp"
#include "live/read.hpp"
#include "live/roles.hpp"
#include "plan/roles.hpp"

#include <utility>

namespace pgslate::desired {
namespace {

// What is broken there is not to be broken here.
void forget_broken(catalog::Catalog& catalog) {
    for (auto& [id, fact] : catalog.facts)
        if (id.kind == catalog::Kind::index) fact.attributes.erase("invalid");
}

catalog::Catalog read_other(const config::Target& target, const Request& request) {
    const database::Server server(target, request.environment, request.interruption, request.note,
                                  request.progress);
    auto session = server.open_if_there("status");
    if (!session)
        throw Error(ExitStatus::unavailable,
                    format("there is no database {} to be like", in_quotes(target.database)),
                    {"--like takes a database that is there; nothing is made for it."});
    auto catalog = live::read(*session, request.dependencies).catalog;
    forget_own(catalog, session->server().user);
    forget_broken(catalog);
    return catalog;
}

} // namespace

DesiredState::DesiredState(Request request, const database::Server& server,
                           const models::Sources& sources, ModelsSource models)
    : request_(std::move(request)), server_(server), sources_(sources), models_(std::move(models)),
      prospect_(request_), kept_verdict_(request_, sources, verdicts) {
    if (!request_.like) Cache::tell_objection(request_.environment, request_.detail);
    if (request_.like)
        other_ =
            std::async(std::launch::async, [this] { return read_other(*request_.like, request_); });
}

bool DesiredState::is_prepared() const {
    return request_.like || made_ || found_.valid() || verdict_;
}

// What was found out before and may hold because nothing was written since needs no more than that.
void DesiredState::ask(postgres::Together& together, const postgres::ServerFacts& facts) {
    if (is_prepared()) return;
    server_details_ = {};
    ask_settings_and_files(together, facts, extensions_in(sources_), server_details_);
    kept_verdict_.ask_standstill(together, facts);
    asked_all_ = !kept_verdict_.may_stand_still();
    if (asked_all_) ask_rest(together, facts);
}

void DesiredState::ask_rest(postgres::Together& together, const postgres::ServerFacts& facts) {
    prospect_.ask(together);
    ask_roles_and_tablespaces(together, facts, server_details_);
    kept_verdict_.ask_fingerprint(together, facts);
}

void DesiredState::prepare(postgres::Session& session) {
    if (is_prepared()) return;
    if (const auto verdict = kept_verdict_.on_standstill(server_details_.settings_and_files))
        return use(*verdict);
    choose_place(session);
    if (const auto verdict = kept_verdict_.on(grounds())) {
        if (place().is_target) kept_verdict_.keep_on(server_details_.settings_and_files);
        return use(*verdict);
    }
    found_ = std::async(std::launch::async, [this] {
        auto kept = kept_canonical(request_, sources_, fingerprint_);
        if (!kept) models_();
        return kept;
    });
}

void DesiredState::choose_place(postgres::Session& session) {
    if (!std::exchange(asked_all_, true)) {
        postgres::Together rest;
        ask_rest(rest, session.server());
        rest.ask(session, "looking where models can be tried");
    }
    place_.emplace(prospect_.choose(server_, session.server(), "status"));
    fingerprint_ = fingerprint_of(*place_, server_details_, extensions_in(sources_));
}

void DesiredState::use(const std::string& verdict) {
    verdict_ = verdict_in(verdict);
    if (!verdict_) return;
    request_.detail("Nothing is read: the catalogs are what they were when the database was last "
                    "found to be as declared.");
    for (const auto& id : verdict_->ignored) request_.detail(format("Ignored: {}", id));
}

// Whoever wants more than the verdict needs one, too.
const Workplace& DesiredState::place() {
    if (!place_) {
        auto session = server_.connect_to_maintenance("status");
        choose_place(session);
    }
    return *place_;
}

// The scratch databases' server, and the target's.
std::vector<std::string> DesiredState::grounds() const {
    auto grounds = fingerprint_.details;
    if (grounds.empty()) return grounds;
    const auto server = server_details_.all();
    grounds.insert(grounds.end(), server.begin(), server.end());
    return grounds;
}

// A fingerprint takes a server as long as reading a small database. It pays where somebody has
// written since, a scratch database being enough. Where catalogs change all the time it never does.
live::Signs DesiredState::signs() const {
    if (request_.like) return live::Signs::none;
    const bool is_tried_first = !has_kept_canonical(request_, sources_, fingerprint_);
    return is_tried_first || kept_verdict_.lacks_fingerprint()
               ? live::Signs::standstill_and_fingerprint
               : live::Signs::standstill;
}

void DesiredState::keep_verdict(const live::Reading& live, std::vector<std::string> unknown) const {
    if (has_more_grounds_ || !place_) return;
    Verdict verdict{.objects = objects(),
                    .warned = made_ && made_->warned,
                    .unknown = std::move(unknown),
                    .ignored = {}};
    for (const auto& id : ignored_) verdict.ignored.push_back(to_string(id));
    // What another server has to do with it may change there.
    const auto standstill = place_->is_target ? live.standstill : std::string();
    kept_verdict_.keep(
        to_bytes(verdict), grounds(),
        {standstill, server_details_.settings_and_files, live.horizon, live.fingerprint});
}

const catalog::Catalog& DesiredState::catalog() {
    if (made_) return made_->catalog;
    if (request_.like)
        made_ = CachedCatalog{.catalog = other_.get()};
    else
        made_ = found_.valid() ? found_.get() : kept_here();
    if (made_) return made_->catalog;
    has_more_grounds_ = !scratch().is_neutral();
    made_ = make_canonical(request_, scratch(), models_(), fingerprint_);
    return made_->catalog;
}

void DesiredState::add_roles(catalog::Catalog& live,
                             const std::function<postgres::Session&()>& session) {
    const auto roles = plan::declared_roles(catalog());
    if (roles.empty()) return;
    live.facts.merge(live::read_roles(session(), {roles.begin(), roles.end()}).facts);
}

std::optional<CachedCatalog> DesiredState::kept_here() {
    place();
    return kept_canonical(request_, sources_, fingerprint_);
}

Scratch& DesiredState::scratch() {
    if (!scratch_) scratch_ = try_models(request_, place(), models_());
    return *scratch_;
}

// What was built while roles were missing is seen by nobody else; these are there now.
postgres::ConnectionParameters DesiredState::way() {
    if (request_.like) {
        const database::Server server(*request_.like, request_.environment, request_.interruption);
        server.connect("witness"); // then it is known how to get there
        return server.way_to(request_.like->database);
    }
    if (scratch_ && scratch_->is_passing()) scratch_.reset();
    if (scratch().is_passing() || !scratch().is_neutral())
        throw Error(ExitStatus::failed,
                    "there is no scratch database with nothing but what the models declare, which "
                    "another program could look at",
                    {"Roles that the models name have to be on its server, and template0."});
    return scratch().way();
}

const catalog::Hints& DesiredState::hints() const {
    static const catalog::Hints none;
    return request_.like ? none : models_().hints;
}

std::map<catalog::Identity, Place>
DesiredState::places_of(const std::vector<plan::Difference>& differences) const {
    std::map<catalog::Identity, Place> places;
    for (const auto& difference : differences)
        if (const auto place = place_of(difference.id); place.known())
            places.emplace(difference.id, place);
    return places;
}

Place DesiredState::place_of(const catalog::Identity& id) const {
    const auto* fact = models_().catalog.find(catalog::as_models_say(id));
    return fact == nullptr ? Place() : fact->place;
}

std::size_t DesiredState::objects() const {
    if (verdict_) return verdict_->objects;
    return made_ ? made_->objects : catalog::count_declared(models_().catalog);
}

std::vector<Problem> DesiredState::warnings() const {
    const bool unwarned = verdict_ ? !verdict_->warned : made_ && !made_->warned;
    return unwarned ? std::vector<Problem>() : models_().warnings;
}

} // namespace pgslate::desired
