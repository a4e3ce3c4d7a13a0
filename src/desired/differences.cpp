// What differs from the desired state, and what may only be printed otherwise.
#include "base/format.hpp"
#include "desired/desired_state.hpp"
#include "plan/others.hpp"
#include "plan/own_besides.hpp"

namespace pgslate::desired {

catalog::Catalog DesiredState::reprinted_by_models(const std::vector<Suspect>& suspects) {
    auto key = key_of(sources_, fingerprint_);
    for (const auto& suspect : suspects)
        key.insert(key.end(),
                   {to_string(suspect.id), suspect.attribute, suspect.live.statement.sql()});
    if (auto kept = find_kept(request_, fingerprint_, key)) return std::move(kept->catalog);
    if (scratch().is_passing())
        return reprinted(suspects, scratch().session(), Transaction::of_caller);
    CachedCatalog made{.catalog = reprinted(suspects, scratch().session(), Transaction::own)};
    keep(request_, fingerprint_, scratch(), key, made);
    return std::move(made.catalog);
}

catalog::Catalog DesiredState::reprinted_by_others(const std::vector<Suspect>& suspects) const {
    const auto scratch = scratch_for(request_, server_, "status");
    return reprinted_among_columns(suspects, made_->catalog, scratch->session());
}

// Without the right to make a database, what differs is told as it is printed.
catalog::Catalog DesiredState::reprinted_of(const std::vector<Suspect>& suspects) try {
    return request_.like ? reprinted_by_others(suspects) : reprinted_by_models(suspects);
} catch (const Error& error) {
    if (error.status() != ExitStatus::refused) throw;
    request_.warn({.message = format("what may only be printed otherwise is told as different: {}",
                                     error.what())});
    return {};
}

std::vector<plan::Difference> DesiredState::differences(const catalog::Catalog& live) {
    return differences(catalog(), live);
}

std::vector<plan::Difference> DesiredState::differences(const catalog::Catalog& declared,
                                                        const catalog::Catalog& live) {
    auto result = plan::differences(declared, live, scope());
    if (const auto found = suspects(result, declared); !found.empty())
        forget_reprinted(result, reprinted_of(found));
    scratch_.reset();
    plan::forget_own_besides(result, declared, live);
    forget_others(result, declared, live);
    return result;
}

// Another database says nothing about partitions of others.
void DesiredState::forget_others(std::vector<plan::Difference>& differences,
                                 const catalog::Catalog& declared, const catalog::Catalog& live) {
    std::set<catalog::Identity> kept;
    if (!request_.like && plan::concerns_partitions(differences, live))
        kept = plan::kept_partitions(declared, live, hints());
    const auto ignored =
        plan::forget_others(differences, declared, live, request_.target.ignore, kept);
    for (const auto& id : ignored)
        if (ignored_.insert(id).second) request_.detail(format("Ignored: {}", to_string(id)));
}

std::vector<plan::Difference> DesiredState::differing(const catalog::Catalog& live) {
    return plan::differences(catalog(), live, scope());
}

plan::Scope DesiredState::scope() const {
    return request_.like ? plan::Scope::everything : plan::Scope::mentioned;
}

plan::OldForm DesiredState::printed_before(const std::vector<plan::Rename>& renames,
                                           const catalog::Catalog& live, int server_major) {
    if (request_.like) return plan::with_old_names(catalog(), renames, server_major);
    plan::OldForm old;
    auto undoing = plan::undoing(catalog(), renames, server_major);
    old.now = std::move(undoing.now);
    const auto compare = [&](const catalog::Catalog& printed, postgres::Session& session) {
        const auto differing = plan::differences(printed, live, plan::Scope::mentioned);
        const auto found = suspects(differing, printed);
        if (!found.empty()) old.same = reprinted(found, session, Transaction::of_caller);
    };
    old.printed = scratch().read_after(undoing.statements, compare);
    return old;
}

} // namespace pgslate::desired
