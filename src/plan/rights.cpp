#include "plan/rights.hpp"

#include "plan/rule.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using catalog::Right;

// Whoever may do something about these need not own what they are about.
bool takes_other_rights(Kind kind) {
    return kind == Kind::privileges || kind == Kind::default_privileges
           || kind == Kind::user_mapping || kind == Kind::trigger || kind == Kind::role
           || kind == Kind::statement || kind == Kind::security_label || kind == Kind::extension;
}

class Needing {
  public:
    Needing(const Plan& plan, const Catalog& target, const Renamed& live)
        : plan_(plan), target_(target), live_(live) {
        for (const auto& step : plan.steps) {
            if (step.doing == Step::Doing::drop && step.about) dropped_.insert(*step.about);
            for (const auto& id : step.creates)
                if (id.kind == Kind::privileges) granted_.insert(subject_of(id));
            if (step.about && step.about->kind == Kind::privileges)
                granted_.insert(subject_of(*step.about));
        }
    }

    std::vector<RightNeeded> run() {
        for (at_ = 0; at_ < plan_.steps.size(); ++at_) {
            const auto& step = plan_.steps[at_];
            if (!step.about || step.verbatim) continue;
            if (step.doing != Step::Doing::create) {
                change(*step.about, step.doing == Step::Doing::drop);
                continue;
            }
            for (const auto& id : step.creates) create(id);
        }
        return std::move(result_);
    }

  private:
    // The table of a column, what a comment is about.
    Identity whole_of(Identity id) const {
        id = subject_of(id);
        for (;;) {
            const auto* fact = live_.catalog.find(id);
            if (fact == nullptr) fact = target_.find(id);
            if (fact == nullptr || !fact->parent) return id;
            id = *fact->parent;
        }
    }

    bool is_there(const Identity& whole) const {
        return live_.catalog.contains(whole) && !dropped_.contains(whole);
    }

    std::optional<Right> owner_of(const Identity& whole) const {
        const auto* owner = live_.catalog.find({Kind::owner, whole.names, whole.kind});
        if (owner == nullptr) return std::nullopt;
        return Right{Right::What::act_as, {owner->text("role")}};
    }

    void need(const Identity& about, std::vector<Right> any_of) {
        result_.push_back({at_, about, std::move(any_of)});
    }

    // What is in a schema may also be dropped by the owner of that.
    void change(const Identity& id, bool drops) {
        if (takes_other_rights(id.kind)) return;
        const auto whole = whole_of(id);
        const auto owner = owner_of(whole);
        if (!owner || takes_other_rights(whole.kind)) return;
        std::vector<Right> any_of = {*owner};
        const auto schema = schema_of(id);
        if (drops && schema && (id == whole || id.kind == Kind::index)) {
            const auto of_schema = owner_of({Kind::schema, {*schema}, {}});
            if (!of_schema) return;
            any_of.push_back(*of_schema);
        }
        need(id, std::move(any_of));
        if (id.kind == Kind::owner) give(id);
    }

    void give(const Identity& owner) {
        if (const auto* fact = target_.find(owner))
            need(owner, {{Right::What::give_to, {fact->text("role")}}});
    }

    void create(const Identity& id) {
        if (takes_other_rights(id.kind)) return;
        if (id.kind == Kind::owner) give(id);
        if (id.kind == Kind::foreign_key) refer(id);
        const auto whole = whole_of(id);
        if (is_there(whole)) return change(id, false);
        if (id == Identity{Kind::schema, id.names, {}}) {
            need(id, {{Right::What::create_schema, {}}});
        } else if (id == whole && lives_in_schema(id.kind)) {
            const Identity schema{Kind::schema, {id.names.front()}, {}};
            if (is_there(schema) && !granted_.contains(schema) && live_.before(schema) == schema)
                need(id, {{Right::What::create_in, schema.names}});
        }
    }

    void refer(const Identity& key) {
        const auto* fact = target_.find(key);
        if (fact == nullptr) return;
        const Identity table{Kind::table, fact->list("references"), {}};
        if (is_there(table) && !granted_.contains(table))
            need(key, {{Right::What::refer_to, live_.before(table).names}});
    }

    const Plan& plan_;
    const Catalog& target_;
    const Renamed& live_;
    std::set<Identity> dropped_;
    std::set<Identity> granted_;
    std::size_t at_ = 0;
    std::vector<RightNeeded> result_;
};

} // namespace

std::vector<RightNeeded> rights_needed(const Plan& plan, const Catalog& target,
                                       const Renamed& live) {
    return Needing(plan, target, live).run();
}

} // namespace pgslate::plan
