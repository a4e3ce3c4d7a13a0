#include "plan/own_values.hpp"

#include "catalog/index.hpp"
#include "plan/columns_of.hpp"

#include <algorithm>
#include <array>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

// What each table may have otherwise, and what ALTER TABLE hands down when it is told to (manual,
// "ALTER TABLE"). SET COMPRESSION it never does.
constexpr std::array<const char*, 3> handed = {"default", "storage", "compression"};

class OwnValues {
  public:
    OwnValues(Catalog& declared, Catalog& live)
        : declared_(declared), live_(live), live_index_(live) {}

    std::set<Identity> run(const std::vector<Difference>& differences) {
        for (const auto& difference : differences)
            if (difference.id.kind == Kind::column && difference.parent)
                look_at(*difference.parent, difference.id.name());
        for (const auto& [id, both] : told_) put(id, both);
        for (const auto& id : only_)
            if (const auto at = declared_.facts.find(id); at != declared_.facts.end())
                at->second.attributes["only"] = "true";
        return std::move(tables_);
    }

  private:
    struct Both {
        Fact declared;
        Fact live;
    };

    void look_at(const Identity& table, const std::string& name) {
        const auto both = both_of(table, name);
        if (!both) return;
        if (is_inherited(table, name)) tell(table, name, *both);
        const bool apart = std::ranges::any_of(handed, [&](const char* attribute) {
            return changes(*both, attribute)
                   && !stay_alike(table, name, attribute, both->declared.text(attribute));
        });
        if (!apart) return;
        only_.insert(part_of(table, Kind::column, name));
        tell_children(table, name);
    }

    // Another type brings its own storage.
    static bool changes(const Both& both, std::string_view attribute) {
        const auto differs = [&](std::string_view name) {
            return both.live.text(name) != both.declared.text(name);
        };
        return differs(attribute) || (attribute == "storage" && differs("type"));
    }

    std::optional<Both> both_of(const Identity& table, const std::string& name) const {
        auto declared = columns_of(declared_, table);
        auto live = columns_of(live_, table);
        const auto after = declared.find(name);
        const auto before = live.find(name);
        if (after == declared.end() || before == live.end()) return std::nullopt;
        return Both{std::move(after->second), std::move(before->second)};
    }

    // On both sides, and not for one of them by itself only.
    bool is_inherited(const Identity& table, const std::string& name) const {
        const auto id = part_of(table, Kind::column, name);
        for (const auto* catalog : {&declared_, &live_}) {
            const auto* fact = catalog->find(id);
            if (fact != nullptr && fact->has("type")) return false;
        }
        return true;
    }

    // The tables that hang on it on both sides.
    std::vector<Identity> children_of(const Identity& table) const {
        std::vector<Identity> children;
        for (const auto* child : live_index_.hanging_on(table.names))
            if (const auto* same = declared_.find(child->id);
                same != nullptr && std::ranges::count(plan::wholes_of(*same), table) > 0)
                children.push_back(child->id);
        return children;
    }

    bool stay_alike(const Identity& table, const std::string& name, std::string_view attribute,
                    const std::string& value) const {
        return std::ranges::all_of(children_of(table), [&](const Identity& child) {
            const auto both = both_of(child, name);
            return !both
                   || (attribute != "compression" && both->declared.text(attribute) == value
                       && stay_alike(child, name, attribute, value));
        });
    }

    void tell_children(const Identity& table, const std::string& name) {
        for (const auto& child : children_of(table)) {
            const auto both = both_of(child, name);
            if (!both) continue;
            if (is_inherited(child, name)) tell(child, name, *both);
            only_.insert(part_of(child, Kind::column, name));
            tell_children(child, name);
        }
    }

    void tell(const Identity& table, const std::string& name, const Both& both) {
        told_.insert_or_assign(part_of(table, Kind::column, name), both);
        tables_.insert(table);
    }

    void put(const Identity& id, const Both& both) {
        put(declared_, id, both.declared).attributes["type_of_whole"] = both.declared.text("type");
        auto& live = put(live_, id, both.live);
        if (changes(both, "type")) live.attributes.erase("storage");
    }

    static Fact& put(Catalog& catalog, const Identity& id, const Fact& all) {
        auto& fact = catalog.facts.try_emplace(id, Fact{.id = id}).first->second;
        fact.parent = all.parent;
        fact.attributes.erase("no_default");
        for (const auto* attribute : handed)
            if (all.has(attribute)) fact.attributes[attribute] = all.attributes.at(attribute);
        return fact;
    }

    Catalog& declared_;
    Catalog& live_;
    const catalog::Index live_index_;
    std::map<Identity, Both> told_; // by column
    std::set<Identity> only_;
    std::set<Identity> tables_;
};

} // namespace

std::set<Identity> tell_own_values(Catalog& declared, Catalog& live,
                                   const std::vector<Difference>& differences) {
    const auto is_of_column = [](const Difference& difference) {
        return difference.id.kind == Kind::column;
    };
    if (std::ranges::none_of(differences, is_of_column)) return {};
    return OwnValues(declared, live).run(differences);
}

} // namespace pgslate::plan
