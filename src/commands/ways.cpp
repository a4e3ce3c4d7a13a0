// The ways from what was read to what is declared, and back.
#include "commands/alteration.hpp"
#include "commands/contents.hpp"
#include "commands/ignored.hpp"
#include "commands/rights.hpp"
#include "commands/rows.hpp"
#include "commands/values.hpp"
#include "live/assignment.hpp"
#include "plan/additions.hpp"
#include "plan/filling.hpp"
#include "plan/proposals.hpp"
#include "plan/summary.hpp"
#include "plan/surroundings.hpp"

#include <algorithm>

namespace pgslate::commands {
namespace {

// Roles are never dropped.
void forget_other_roles(catalog::Catalog& live, const catalog::Catalog& declared) {
    std::erase_if(live.facts, [&](const auto& entry) {
        return entry.first.kind == catalog::Kind::role && !declared.contains(entry.first);
    });
}

// Then hardly anything would be left out, and looking for it takes longer than it saves.
bool differs_all_over(const std::vector<plan::Difference>& differing,
                      const catalog::Catalog& live) {
    constexpr std::size_t many = 200;
    constexpr std::size_t facts_of_a_table = 20;
    return differing.size() > many && differing.size() * facts_of_a_table > live.facts.size();
}

plan::NoAssignment without_assignment(const catalog::Catalog& declared,
                                      const catalog::Catalog& live,
                                      const std::vector<plan::Difference>& differences,
                                      postgres::Session& session) {
    return live::without_assignment(session, plan::type_changes(declared, live, differences));
}

} // namespace

plan::Changes Destination::changes_from(const catalog::Catalog& declared,
                                        const catalog::Catalog& live,
                                        const std::vector<plan::Difference>& differences,
                                        const plan::NoAssignment& no_assignment, int server_major) {
    auto changes = plan::changes_of(declared, live, differences, server_major, no_assignment);
    refuse_to_touch_ignored(changes, live, context_.target.ignore);
    return changes;
}

// Where something is to get another name, anything may speak of it.
bool Destination::may_rename(const plan::ToldRenames& told) const {
    return !told.renames.empty() || std::ranges::any_of(desired_.hints(), [](const auto& entry) {
        return !entry.second.was.empty() || !entry.second.values_were.empty();
    });
}

Way Destination::way_from(const catalog::Catalog& live, postgres::Session& session) {
    const auto told = plan::told_renames(context_.renames, live);
    const auto differing = desired_.differing(live);
    if (differing.empty() && told.renames.empty()) return {.unused = told.done};
    const auto near = may_rename(told) || differs_all_over(differing, live)
                          ? plan::Surroundings{desired_.catalog(), live}
                          : plan::surroundings(desired_.catalog(), live, differing);
    plan::Renamed renamed(near.live);
    const auto naming = rename(near.declared, renamed, told, session.server().major());
    return way(near.declared, std::move(renamed), &naming, session);
}

Way Destination::additions_to(catalog::Catalog read, postgres::Session& session) {
    const auto live = completed(std::move(read), session);
    Way way{.differences = desired_.differences(live), .unused = {}};
    const auto added = plan::additions(way.differences, desired_.catalog(), live);
    if (added.missing.empty()) return way;
    const auto changes =
        changes_from(added.target, live, added.missing, {}, session.server().major());
    way.plan = plan::plan_changes(changes, added.missing);
    complete(way);
    return way;
}

// What needs what is only asked for where something is left to do.
Way Destination::rest(const live::Reading& before, postgres::Session& session) {
    if (is_reached(before, session)) return {.unused = {}};
    return way(desired_.catalog(),
               plan::Renamed(read_in_transaction(session, live::Dependencies::all)), nullptr,
               session);
}

plan::Naming Destination::rename(const catalog::Catalog& declared, plan::Renamed& live,
                                 const plan::ToldRenames& told, int server_major) {
    const auto before = live.catalog;
    auto naming = plan::naming_of(declared, live, desired_.hints(), told.renames, server_major);
    naming.unused.insert(naming.unused.end(), told.done.begin(), told.done.end());
    const auto old = naming.renames.empty()
                         ? plan::OldForm{.printed = declared, .same = {}, .now = {}}
                         : desired_.printed_before(naming.renames, before, server_major);
    plan::take_over(live, declared, old);
    const auto more = plan::same_by_another_name(declared, live, before, old, server_major);
    naming.renames.insert(naming.renames.end(), more.begin(), more.end());
    return naming;
}

// The steps behind all renames. Where the way has begun, nobody may lose anything any more, and
// nothing is asked.
Destination::Planned Destination::plan_differences(Way& way, const catalog::Catalog& whole,
                                                   const plan::Renamed& live, Begun begun,
                                                   postgres::Session& session) {
    auto declared = plan::with_values(whole, live.catalog, desired_.hints());
    const auto no_assignment = without_assignment(declared, live.catalog, way.differences, session);
    way.conversions = plan::conversions(way.differences, declared, live, no_assignment);
    const auto lost =
        begun == Begun::yes ? unasked(way.conversions) : losses(session, way.conversions);
    for (const auto& conversion : way.conversions)
        declared.facts.at(conversion.column).attributes["values"] =
            loses(conversion, lost) ? "lost" : "kept";
    if (begun == Begun::no) mark_what_is_there(declared, live.catalog, way.differences, session);
    auto changes = changes_from(declared, live.catalog, way.differences, no_assignment,
                                session.server().major());
    way.plan = plan::plan_changes(changes, way.differences);
    tell_losses(way.plan, lost);
    Planned planned;
    if (begun == Begun::no)
        planned.required =
            plan::requirements(declared, live, changes, way.differences, way.conversions);
    planned.target = std::move(changes.target);
    std::erase_if(way.conversions, [&](const auto& conversion) {
        return conversion.keeps || loses(conversion, lost);
    });
    return planned;
}

Way Destination::way(const catalog::Catalog& whole, plan::Renamed live, const plan::Naming* naming,
                     postgres::Session& session) {
    forget_other_roles(live.catalog, whole);
    const auto begun = naming == nullptr ? Begun::yes : Begun::no;
    Way way{.differences = desired_.differences(whole, live.catalog), .unused = {}};
    std::optional<Planned> planned; // nothing: at most something gets another name
    if (!way.differences.empty()) planned = plan_differences(way, whole, live, begun, session);
    if (naming != nullptr) {
        plan::add_renames(way.plan, *naming, live, whole);
        way.unused = naming->unused;
    }
    way.plan.proposals = plan::proposals(way.differences, whole, live.catalog);
    for (auto& proposal : way.plan.proposals) proposal.live = live.before(proposal.live);
    weigh(way.plan, session, Empty::as_it_is);
    // What is to become of a database that is not there yet is asked in another one.
    if (begun == Begun::no && !live.catalog.facts.empty())
        ask_rights(session, way.plan,
                   plan::rights_needed(way.plan, planned ? planned->target : live.catalog, live));
    // Another database is somebody else's: nothing of it is run here.
    if (planned)
        ask_rows(session, way.plan, planned->required,
                 context_.like ? Expressions::left : Expressions::asked);
    complete(way);
    return way;
}

// What was renamed gets its old name back last.
Way Destination::way_back(const catalog::Catalog& live, postgres::Session& session) {
    const auto told = plan::told_renames(context_.renames, live);
    plan::Renamed renamed(live);
    const auto naming = desired_.differing(live).empty() && told.renames.empty()
                            ? plan::Naming{.schemas = {}, .renames = {}, .unused = {}}
                            : rename(desired_.catalog(), renamed, told, session.server().major());
    const auto& present = renamed.catalog;
    Way way;
    if (const auto differences = desired_.differences(present); !differences.empty()) {
        const auto& declared = desired_.catalog();
        const auto major = session.server().major();
        const auto there =
            changes_from(declared, present, differences,
                         without_assignment(declared, present, differences, session), major);
        auto first = plan::plan_changes(there, differences);
        weigh(first, session, Empty::as_it_is);
        way = {.differences = plan::inverted(differences), .gone = plan::summary_of(first).lost};
        auto before = present;
        mark_what_may_be_there(before, there.target, way.differences);
        const auto back =
            changes_from(before, there.target, way.differences,
                         without_assignment(before, there.target, way.differences, session), major);
        way.plan = plan::plan_changes(back, way.differences);
    }
    plan::add_renames_back(way.plan, naming, renamed);
    weigh(way.plan, session, Empty::may_be_filled);
    return way;
}

} // namespace pgslate::commands
