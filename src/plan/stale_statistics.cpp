#include "plan/stale_statistics.hpp"

namespace pgslate::plan {
namespace {

using catalog::Identity;
using catalog::Kind;

class Collecting {
  public:
    explicit Collecting(const Plan& plan) {
        for (const auto& step : plan.steps) add(step);
    }

    StaleStatistics done() && {
        for (const auto& id : whole_) stale_[id].clear();
        return std::move(stale_);
    }

  private:
    void add(const Step& step) {
        for (const auto& id : step.drops) forget(id, step);
        for (const auto& id : step.creates) add_made(id);
        for (const auto& [relation, column] : step.stale) {
            if (relation.kind != Kind::table && relation.kind != Kind::materialized_view) continue;
            column.empty() ? add_whole(relation) : add_column(relation, column);
        }
    }

    // A column goes from all tables that have it from that of the step.
    void forget(const Identity& id, const Step& step) {
        dropped_.insert(id);
        stale_.erase(id);
        whole_.erase(id);
        for (const auto& lock : step.locks)
            if (const auto at = stale_.find(lock.relation);
                id.kind == Kind::column && at != stale_.end())
                at->second.erase(id.name());
        std::erase_if(stale_, [&](const auto& entry) {
            return entry.second.empty() && !whole_.contains(entry.first);
        });
    }

    // With its rows: a table that is made again has none.
    void add_made(const Identity& id) {
        if (!dropped_.contains(id)) return;
        if (id.kind == Kind::materialized_view) add_whole(id);
        if (id.kind == Kind::column)
            add_column({Kind::table, {id.names.at(0), id.names.at(1)}, {}}, id.name());
    }

    void add_column(const Identity& relation, const std::string& column) {
        stale_[relation].insert(column);
    }

    void add_whole(const Identity& relation) {
        stale_[relation];
        whole_.insert(relation);
    }

    std::set<Identity> dropped_;
    std::set<Identity> whole_;
    StaleStatistics stale_;
};

} // namespace

StaleStatistics stale_statistics(const Plan& plan) {
    return Collecting(plan).done();
}

} // namespace pgslate::plan
