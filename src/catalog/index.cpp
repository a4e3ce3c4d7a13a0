#include "catalog/index.hpp"

#include <algorithm>
#include <map>

namespace pgslate::catalog {
namespace {

class Listing {
  public:
    explicit Listing(const Catalog& catalog) : catalog_(catalog) {
        for (const auto& [id, fact] : catalog.facts)
            if (fact.parent && catalog.contains(*fact.parent))
                children_[*fact.parent].push_back(&fact);
    }

    std::vector<Identity> run() {
        for (const auto& [id, fact] : catalog_.facts) {
            const bool child = fact.parent && catalog_.contains(*fact.parent);
            if (!child && id.kind != Kind::statement) add(fact);
        }
        return std::move(result_);
    }

  private:
    void add(const Fact& fact) {
        result_.push_back(fact.id);
        const auto children = children_.find(fact.id);
        if (children == children_.end()) return;
        for (const auto* child : children->second) add(*child);
    }

    const Catalog& catalog_;
    std::map<Identity, std::vector<const Fact*>> children_;
    std::vector<Identity> result_;
};

} // namespace

std::vector<Identity> declared_objects(const Catalog& catalog) {
    return Listing(catalog).run();
}

std::size_t count_declared(const Catalog& catalog) {
    const auto count = std::ranges::count_if(
        catalog.facts, [](const auto& entry) { return entry.first.kind != Kind::statement; });
    return static_cast<std::size_t>(count);
}

} // namespace pgslate::catalog
