#include "plan/counters.hpp"

#include "plan/made_names.hpp"
#include "plan/spare_names.hpp"

#include <algorithm>
#include <set>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Identity;
using catalog::Kind;
using sql::text;
using Names = std::vector<std::string>;

sql::QualifiedName sequence_name(const Names& names) {
    return {names.at(0), names.at(1)};
}

bool changes_identity(const Difference& difference) {
    return difference.kind == Difference::Kind::different && difference.id.kind == Kind::column
           && std::ranges::any_of(difference.attributes, [](const auto& attribute) {
                  return attribute.name == "identity"
                         && attribute.declared.has_value() != attribute.live.has_value();
              });
}

// Which sequences columns take their values from.
class Sources {
  public:
    explicit Sources(const Catalog& catalog) : catalog_(catalog) {
        for (const auto& dependency : catalog.dependencies)
            if (dependency.from.kind == Kind::column && dependency.on.kind == Kind::sequence)
                named_[dependency.from].insert(dependency.on.names);
    }

    // Its own, or the one that its default names; empty if that names none, or several.
    Names of(const Identity& column) const {
        const auto& fact = *catalog_.find(column);
        if (fact.has("identity")) return sequence_of(fact);
        const auto found = named_.find(column);
        return found == named_.end() || found->second.size() > 1 ? Names() : *found->second.begin();
    }

  private:
    const Catalog& catalog_;
    std::map<Identity, std::set<Names>> named_;
};

std::vector<Identity> columns_in(const std::vector<Difference>& differences) {
    std::vector<Identity> columns;
    for (const auto& difference : differences)
        if (changes_identity(difference)) columns.push_back(difference.id);
    return columns;
}

// A sequence that several columns are to share can't go on with the numbers of all.
void forget_shared(Counters& counters, const Catalog& declared) {
    std::map<Names, int> taken;
    for (const auto& [column, counter] : counters) ++taken[counter.declared];
    std::erase_if(counters, [&](const auto& entry) {
        return !declared.find(entry.first)->has("identity") && taken[entry.second.declared] > 1;
    });
}

} // namespace

sql::Text Counter::stepping_aside() const {
    if (aside.empty()) return {};
    return text("ALTER SEQUENCE {} RENAME TO {}", sequence_name(live), sql::Identifier(aside));
}

sql::Text Counter::taking_over() const {
    auto from = live;
    if (!aside.empty()) from.back() = aside;
    return text("SELECT pg_catalog.setval({}, last_value, is_called) FROM {}",
                sql::Literal(quoted(sequence_name(declared))), sequence_name(from));
}

Counters counters_taken_over(const Catalog& declared, const Catalog& live,
                             const std::vector<Difference>& differences) {
    Counters counters;
    const auto columns = columns_in(differences);
    if (columns.empty()) return counters;
    SpareNames names(live, declared);
    const Sources before(live);
    const Sources afterwards(declared);
    for (const auto& column : columns) {
        const auto from = before.of(column);
        const auto to = afterwards.of(column);
        if (from.empty() || to.empty()) continue;
        if (from != to && live.contains({Kind::sequence, to, {}})) continue;
        auto& counter = counters[column] = {.live = from, .declared = to, .aside = {}};
        if (from == to) counter.aside = names.next("pgslate_counter", from.front());
    }
    forget_shared(counters, declared);
    return counters;
}

bool goes_on(const Counters& counters, const Identity& sequence) {
    return sequence.kind == Kind::sequence && std::ranges::any_of(counters, [&](const auto& entry) {
               return entry.second.live == sequence.names;
           });
}

} // namespace pgslate::plan
