#include "commands/presence.hpp"

#include <map>

namespace pgslate::commands {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;

class Listing {
  public:
    Listing(const Catalog& catalog, const std::set<Identity>& there)
        : catalog_(catalog), there_(there) {
        for (const auto& [id, fact] : catalog.facts)
            if (fact.parent && catalog.contains(*fact.parent))
                children_[*fact.parent].push_back(&fact);
    }

    std::vector<Declared> run() {
        for (const auto& [id, fact] : catalog_.facts) {
            const bool child = fact.parent && catalog_.contains(*fact.parent);
            if (!child && id.kind != catalog::Kind::statement) add(fact);
        }
        return std::move(result_);
    }

  private:
    void add(const Fact& fact) {
        result_.push_back({fact.id, fact.parent, fact.place, there_.contains(fact.id)});
        const auto children = children_.find(fact.id);
        if (children == children_.end()) return;
        for (const auto* child : children->second) add(*child);
    }

    const Catalog& catalog_;
    const std::set<Identity>& there_;
    std::map<Identity, std::vector<const Fact*>> children_;
    std::vector<Declared> result_;
};

} // namespace

std::vector<Declared> declared_objects(const Catalog& catalog, const std::set<Identity>& there) {
    return Listing(catalog, there).run();
}

std::vector<Declared> declared_objects(const Catalog& catalog) {
    return declared_objects(catalog, {});
}

} // namespace pgslate::commands
