#include "plan/surroundings.hpp"

#include "catalog/index.hpp"
#include "plan/columns_of.hpp"

#include <array>
#include <set>
#include <string_view>
#include <unordered_set>

namespace pgslate::plan {
namespace {

using catalog::ByValue;
using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

using Identities = std::unordered_set<const Identity*, ByValue, ByValue>;

// A few of them, which anything may have to do with.
bool is_of_everybody(const Identity& id) {
    const auto kind = catalog::is_annotation(id.kind) ? id.of : id.kind;
    return kind == Kind::schema || kind == Kind::default_privileges || !schema_of(id);
}

// Only these names are free everywhere but in one table.
bool is_of_one_table(Kind kind) {
    return kind == Kind::column || kind == Kind::attribute || catalog::is_annotation(kind);
}

// What is called otherwise for a while.
bool may_be_in_the_way_of_spare_names(const Identity& id) {
    return id.name().starts_with("pgslate");
}

class State {
  public:
    explicit State(const Catalog& catalog) : catalog_(catalog), index_(catalog) {}

    const Catalog& catalog() const { return catalog_; }
    const catalog::Index& index() const { return index_; }

    // What this is a part of, or said about; nullptr if it stands alone, or not here.
    const Identity* whole_of(const Identity& id) const {
        const auto* fact = catalog_.find(id);
        if (fact == nullptr) return nullptr;
        if (catalog::is_annotation(id.kind))
            if (const auto* subject = catalog_.find(subject_of(id))) return &subject->id;
        return fact->parent ? &*fact->parent : nullptr;
    }

    // The whole of all that it is a part of.
    const Identity* top_of(const Identity* id) const {
        while (const auto* whole = whole_of(*id)) id = whole;
        return id;
    }

    // Tables and types whose columns a table has.
    std::vector<const Identity*> hanging_from(const Identity& table) const {
        std::vector<const Identity*> result;
        const auto* fact = catalog_.find(table);
        if (fact == nullptr) return result;
        for (const auto* attribute : {"partition_of", "inherits", "of_type"}) {
            const auto& names = fact->list(attribute);
            for (std::size_t i = 0; i + 1 < names.size(); i += 2)
                for (const auto kind : {Kind::table, Kind::foreign_table, Kind::composite_type})
                    if (const auto* found = catalog_.find({kind, {names[i], names[i + 1]}, {}}))
                        result.push_back(&found->id);
        }
        return result;
    }

    // With all that belongs to the wholes.
    Catalog part(const Identities& wholes) const {
        Catalog result;
        const auto take = [&](const Fact& fact) { result.facts.emplace(fact.id, fact); };
        for (const auto* whole : wholes) {
            if (const auto* fact = catalog_.find(*whole)) take(*fact);
            for (const auto* fact : index_.all_parts_of(*whole)) take(*fact);
        }
        for (const auto& dependency : catalog_.dependencies)
            if (result.contains(dependency.from)
                && (result.contains(dependency.on) || !catalog_.contains(dependency.on)))
                result.dependencies.push_back(dependency);
        for (const auto& [id, stub] : catalog_.stubs)
            if (result.contains(id)) result.stubs.emplace(id, stub);
        return result;
    }

  private:
    const Catalog& catalog_;
    const catalog::Index index_;
};

class Gathering {
  public:
    Gathering(const Catalog& declared, const Catalog& live)
        : sides_{State(declared), State(live)} {}

    Surroundings run(const std::vector<Difference>& differences) {
        std::set<std::string_view> names;
        for (const auto& difference : differences) {
            touch(difference.id);
            if (difference.parent) touch(*difference.parent);
            if (!is_of_one_table(difference.id.kind)) names.insert(difference.id.name());
        }
        while (!to_spread_.empty()) {
            const auto* id = to_spread_.back();
            to_spread_.pop_back();
            spread(*id);
        }
        for (const auto* id : touched_) keep_whole_of(*id);
        keep_needed();
        for (const auto& side : sides_)
            for (const auto& [id, fact] : side.catalog().facts)
                if (is_of_everybody(id) || speaks_of_schema_first(id)
                    || (!is_of_one_table(id.kind) && names.contains(id.name()))
                    || may_be_in_the_way_of_spare_names(id))
                    keep_whole_of(id);
        return {sides_[0].part(wholes_), sides_[1].part(wholes_)};
    }

  private:
    void touch(const Identity& id) {
        if (touched_.insert(&id).second) to_spread_.push_back(&id);
    }

    // What may have to be altered, or made again, if this has to: the rows of a table change with a
    // column, and stay as they are whatever becomes of a constraint.
    void spread(const Identity& id) {
        for (const auto& side : sides_) {
            const auto* whole = side.whole_of(id);
            if (whole != nullptr && (!is_relation(whole->kind) || id.kind == Kind::column))
                touch(*whole);
            for (const auto* dependency : side.index().needed_by(id)) touch(dependency->from);
            for (const auto* part : side.index().parts_of(id)) touch(part->id);
            const auto& top = *side.top_of(&id);
            for (const auto* table : side.index().hanging_on(top.names)) touch(table->id);
            for (const auto* table : side.hanging_from(top)) touch(*table);
        }
    }

    // What nobody declares counts where anything of its schema is declared.
    bool speaks_of_schema_first(const Identity& id) {
        const auto schema = schema_of(id);
        return schema && !comes_with_a_database(id) && spoken_of_.insert(*schema).second;
    }

    void keep_whole_of(const Identity& id) {
        for (const auto& side : sides_) {
            const auto* top = side.top_of(&id);
            if (!wholes_.insert(top).second) continue;
            to_need_.push_back(top);
            keep_with(*top, Kind::sequence_owner, Kind::sequence);
            keep_with(*top, Kind::sequence, Kind::sequence_owner);
        }
    }

    // Who owns a sequence is said beside it, under the same name.
    void keep_with(const Identity& whole, Kind kind, Kind other) {
        if (whole.kind != kind) return;
        for (const auto& side : sides_)
            if (const auto* found = side.catalog().find({other, whole.names, {}}))
                keep_whole_of(found->id);
    }

    // What a relation needs that stays as it is, is nobody's concern.
    void keep_needed() {
        const Identities own = wholes_;
        while (!to_need_.empty()) {
            const auto* whole = to_need_.back();
            to_need_.pop_back();
            if (is_relation(whole->kind) && !own.contains(whole)) continue;
            for (const auto& side : sides_) {
                keep_needs_of(*whole, side);
                for (const auto* part : side.index().all_parts_of(*whole))
                    keep_needs_of(part->id, side);
            }
        }
    }

    void keep_needs_of(const Identity& id, const State& side) {
        for (const auto* dependency : side.index().needs_of(id)) keep_whole_of(dependency->on);
    }

    const std::array<State, 2> sides_;
    Identities touched_;
    std::vector<const Identity*> to_spread_;
    Identities wholes_;
    std::set<std::string> spoken_of_;      ///< schemas
    std::vector<const Identity*> to_need_; ///< whose needs have not been looked at
};

} // namespace

Surroundings surroundings(const Catalog& declared, const Catalog& live,
                          const std::vector<Difference>& differences) {
    return Gathering(declared, live).run(differences);
}

} // namespace pgslate::plan
