#include "plan/releasing.hpp"

#include "plan/replacing.hpp"
#include "plan/saying_again.hpp"
#include "plan/writing.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Dependency;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using sql::text;

// Does it hold on to the type of a column that it names (manual, "ALTER TABLE")? The server itself
// makes indexes, constraints and statistics anew.
bool holds_type_of_column(const Fact& fact) {
    switch (fact.id.kind) {
    case Kind::view:
    case Kind::materialized_view:
    case Kind::rule:
    case Kind::policy:
    case Kind::trigger:
    case Kind::function: return true;
    case Kind::column: return fact.has("generated");
    default: return false;
    }
}

// The same where only the table is known to be needed.
bool holds_types_of_table(Kind kind) {
    return kind == Kind::view || kind == Kind::materialized_view || kind == Kind::rule
           || kind == Kind::policy || kind == Kind::trigger;
}

class Releasing {
  public:
    explicit Releasing(Draft& draft) : draft_(draft) {}

    void release_from(const Identity& id) {
        for (const auto* dependency : draft_.live_index.needed_by(id))
            if (const auto* fact = draft_.live(dependency->from);
                fact != nullptr && holds_type_of_column(*fact))
                replace(draft_, dependency->from);
        release_keys_of(id);
        release_publications_of(id);
        if (id.kind == Kind::attribute) return hold_composite(*draft_.live(id)->parent);
        const auto* column = draft_.live(id);
        if (column != nullptr && draft_.changes.moved.contains(*column->parent))
            release_from_table(*column->parent);
        for (const auto* child : draft_.live_index.hanging_on({id.names.at(0), id.names.at(1)}))
            release_from_child(*child, id.name());
    }

  private:
    // The server compares the one column of a foreign key with the other after each statement, and
    // can't if only one of them has its new type yet.
    void release_keys_of(const Identity& column) {
        for (const auto* dependency : draft_.live_index.needed_by(column))
            if (const auto* key = draft_.live(dependency->from);
                key != nullptr && key->id.kind == Kind::foreign_key && converts_both(*key, column))
                replace(draft_, key->id);
    }

    // The server lets no column that rows are chosen by change its type (manual, "CREATE
    // PUBLICATION": WHERE).
    void release_publications_of(const Identity& column) {
        for (const auto* dependency : draft_.live_index.needed_by(column)) {
            const auto& id = dependency->from;
            if (id.kind != Kind::publication || draft_.target(id) == nullptr) continue;
            draft_.alter(id,
                         {{text("ALTER PUBLICATION {} DROP TABLE {}", sql::Identifier(id.name()),
                                sql::QualifiedName(column.names.at(0), column.names.at(1))),
                           Turn::release}});
            set_anew(draft_, id, "tables");
        }
    }

    bool converts_both(const Fact& key, const Identity& column) const {
        const auto& own = key.list("columns");
        const auto& referenced = key.list("to");
        const Identity other{Kind::table, key.list("references"), {}};
        for (std::size_t i = 0; i < std::min(own.size(), referenced.size()); ++i) {
            const auto one = part_of(*key.parent, Kind::column, own[i]);
            const auto two = part_of(other, Kind::column, referenced[i]);
            if ((one == column && converts(two)) || (two == column && converts(one))) return true;
        }
        return false;
    }

    bool converts(const Identity& column) const {
        const auto planned = draft_.changes.altered.find(column);
        return planned != draft_.changes.altered.end()
               && std::ranges::any_of(planned->second, &Alteration::converts);
    }

    // Attributes of a type that columns have can't change theirs.
    void hold_composite(const Identity& type) {
        const auto is_column = [](const Dependency* dependency) {
            return dependency->from.kind == Kind::column || is_type(dependency->from.kind)
                   || dependency->from.kind == Kind::attribute;
        };
        if (std::ranges::any_of(draft_.live_index.needed_by(type), is_column))
            replace(draft_, type);
    }

    // Of a column that has nothing of its own is known that somebody needs its table.
    void release_from_child(const Fact& child, const std::string& column) {
        const auto of_child = part_of(child.id, Kind::column, column);
        release_from(of_child);
        if (draft_.live(of_child) == nullptr) release_from_table(child.id);
    }

    void release_from_table(const Identity& table) {
        for (const auto* dependency : draft_.live_index.needed_by(table))
            if (holds_types_of_table(dependency->from.kind)) replace(draft_, dependency->from);
    }

    Draft& draft_;
};

} // namespace

void release_from(Draft& draft, const Identity& column) {
    Releasing(draft).release_from(column);
}

} // namespace pgslate::plan
