#include "commands/contents.hpp"

#include "commands/values.hpp"
#include "live/extents.hpp"
#include "plan/columns_of.hpp"
#include "plan/counter_bounds.hpp"
#include "plan/rerouted_rows.hpp"
#include "plan/weigh.hpp"

namespace pgslate::commands {
namespace {

// Those that have none now may have got some in the meantime: then the server says so.
std::vector<catalog::Identity> with_rows(postgres::Session& session,
                                         std::vector<catalog::Identity> tables) {
    if (tables.empty()) return tables;
    const auto extents = live::extents_of(session, tables);
    std::erase_if(tables, [&](const auto& table) {
        const auto found = extents.find(table);
        return found != extents.end() && found->second.empty;
    });
    return tables;
}

template <typename Identities>
void mark(catalog::Catalog& declared, const Identities& ids, const char* attribute) {
    for (const auto& id : ids) declared.facts.at(id).attributes[attribute] = "true";
}

void mark_wholes(catalog::Catalog& declared, const catalog::Catalog& live,
                 const std::vector<catalog::Identity>& partitions) {
    for (const auto& id : partitions)
        declared.facts.at(plan::whole_of_partition(live.facts.at(id)))
            .attributes["loses_partitions"] = "true";
}

} // namespace

void weigh(plan::Plan& plan, postgres::Session& session, Empty empty) {
    auto extents = live::extents_of(session, plan::to_be_weighed(plan));
    if (empty == Empty::may_be_filled)
        for (auto& [relation, extent] : extents) extent.empty = false;
    plan::weigh(plan, extents);
}

void mark_what_is_there(catalog::Catalog& declared, const catalog::Catalog& live,
                        const std::vector<plan::Difference>& differences,
                        postgres::Session& session) {
    mark(declared, outside_bounds(session, plan::new_bounds(differences, declared, live)),
         "restart");
    mark(declared, with_rows(session, plan::partitions_to_leave(declared, live, differences)),
         "has_rows");
    mark_wholes(declared, live,
                with_rows(session, plan::partitions_to_empty(declared, live, differences)));
}

void mark_what_may_be_there(catalog::Catalog& declared, const catalog::Catalog& live,
                            const std::vector<plan::Difference>& differences) {
    mark(declared, plan::partitions_to_leave(declared, live, differences), "has_rows");
    mark_wholes(declared, live, plan::partitions_to_empty(declared, live, differences));
}

} // namespace pgslate::commands
