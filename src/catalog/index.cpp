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

template <typename Entries>
const typename Entries::mapped_type& found_or_none(const Entries& entries,
                                                   const typename Entries::key_type& key) {
    static const typename Entries::mapped_type none;
    const auto found = entries.find(key);
    return found == entries.end() ? none : found->second;
}

} // namespace

// What is said about a part hangs on that part, where it is a fact, and on the whole otherwise.
Index::Index(const Catalog& catalog) {
    for (const auto& [id, fact] : catalog.facts) {
        const auto* subject = is_annotation(id.kind) ? catalog.find(subject_of(id)) : nullptr;
        if (subject != nullptr)
            parts_[&subject->id].push_back(&fact);
        else if (fact.parent)
            parts_[&*fact.parent].push_back(&fact);
        for (const auto* attribute : {"partition_of", "inherits", "of_type"}) {
            const auto& names = fact.list(attribute);
            for (std::size_t i = 0; i + 1 < names.size(); i += 2)
                hanging_on_[{names[i], names[i + 1]}].push_back(&fact);
        }
    }
    for (const auto& dependency : catalog.dependencies) {
        needed_by_[&dependency.on].push_back(&dependency);
        needs_[&dependency.from].push_back(&dependency);
    }
}

const std::vector<const Fact*>& Index::parts_of(const Identity& id) const {
    return found_or_none(parts_, &id);
}

std::vector<const Fact*> Index::all_parts_of(const Identity& id) const {
    auto all = parts_of(id);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& more = parts_of(all[i]->id);
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

const std::vector<const Fact*>& Index::hanging_on(const std::vector<std::string>& table) const {
    return found_or_none(hanging_on_, table);
}

const std::vector<const Dependency*>& Index::needed_by(const Identity& id) const {
    return found_or_none(needed_by_, &id);
}

const std::vector<const Dependency*>& Index::needs_of(const Identity& id) const {
    return found_or_none(needs_, &id);
}

std::vector<Identity> declared_objects(const Catalog& catalog) {
    return Listing(catalog).run();
}

std::size_t count_declared(const Catalog& catalog) {
    const auto count = std::ranges::count_if(
        catalog.facts, [](const auto& entry) { return entry.first.kind != Kind::statement; });
    return static_cast<std::size_t>(count);
}

} // namespace pgslate::catalog
