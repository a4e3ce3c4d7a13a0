#include "models/checks.hpp"

#include "base/format.hpp"
#include "base/suggest.hpp"
#include "sql/name.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace pgslate::models {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;
using catalog::NameSpace;
using Names = std::vector<std::string>;

std::string shown(const Names& names) {
    return quoted(sql::QualifiedName(names[0], names[1]));
}

// The pairs of schema and table in an attribute such as `inherits`.
std::vector<Identity> tables_in(const Fact& fact, std::string_view attribute) {
    std::vector<Identity> tables;
    const auto& list = fact.list(attribute);
    for (std::size_t i = 0; i + 1 < list.size(); i += 2)
        tables.push_back({Kind::table, {list[i], list[i + 1]}, {}});
    return tables;
}

// What a fact takes for itself.
struct TakenName {
    NameSpace space;
    catalog::Names names;

    friend bool operator==(const TakenName&, const TakenName&) = default;
};

struct TakenNameHash {
    std::size_t operator()(const TakenName& name) const {
        return name.names.hash() * 4 + static_cast<std::size_t>(name.space);
    }
};

// Relations and types are known by schema and name; a key's index is a relation too.
TakenName name_in(NameSpace space, const Identity& id) {
    if (space == NameSpace::constraint || id.names.size() == 2) return {space, id.names};
    return {space, {id.names.front(), id.names.back()}};
}

bool of_one_script(const Fact& one, const Fact& other) {
    return one.made_by && other.made_by && one.place.file == other.place.file;
}

class Checker {
  public:
    explicit Checker(Collection& collection)
        : collection_(collection), catalog_(collection.catalog) {}

    void run() {
        check_name_spaces();
        for (const auto& [id, fact] : catalog_.facts) {
            if (fact.made_by) continue;
            if (id.kind == Kind::table) check_table(fact);
            check_columns(fact, "columns");
            if (id.kind != Kind::index) check_columns(fact, "include");
            if (id.kind == Kind::foreign_key) check_target(fact);
            if (id.kind == Kind::sequence_owner) check_owner(fact);
        }
        check_index_columns();
    }

  private:
    void problem(const Fact& fact, std::string message, std::vector<std::string> hints = {}) {
        collection_.problems.push_back(
            {.message = std::move(message), .place = fact.place, .hints = std::move(hints)});
    }

    // Two facts of one kind and name were found when they were added; here the kinds differ.
    // Within one script the server judges, as there may be a DROP between the two.
    void check_name_spaces() {
        std::unordered_map<TakenName, const Fact*, TakenNameHash> taken;
        for (const auto& [id, fact] : catalog_.facts)
            for (const auto space : name_spaces(id.kind)) {
                if (space == NameSpace::own_kind) continue;
                const auto [other, free] = taken.emplace(name_in(space, id), &fact);
                if (free || of_one_script(fact, *other->second)) continue;
                problem(
                    fact,
                    format("{} has the name of {}", to_string(id), to_string(other->second->id)),
                    {format("That is declared at {}.", to_string(other->second->place))});
                break;
            }
    }

    void check_table(const Fact& fact) {
        const bool shaped = fact.has("partition_of") || fact.has("inherits");
        if (!shaped && own_columns(fact.id).empty())
            problem(fact, format("{} has no columns", to_string(fact.id)),
                    {format("Write them under [table.{}.columns].", fact.id.name())});
        for (const auto& parent : tables_in(fact, "inherits"))
            if (!is_table(parent.names)) missing_table(fact, parent.names);
        if (inherits_itself(fact))
            problem(fact, format("{} inherits from itself", to_string(fact.id)));
    }

    bool inherits_itself(const Fact& fact) const {
        std::set<Identity> seen;
        auto next = tables_in(fact, "inherits");
        while (!next.empty()) {
            const auto id = next.back();
            next.pop_back();
            if (id == fact.id) return true;
            const auto* parent = catalog_.find(id);
            if (parent == nullptr || !seen.insert(id).second) continue;
            const auto more = tables_in(*parent, "inherits");
            next.insert(next.end(), more.begin(), more.end());
        }
        return false;
    }

    bool is_table(const Names& names) const {
        return catalog_.contains({Kind::table, names, {}})
               || catalog_.contains({Kind::foreign_table, names, {}});
    }

    // In `references = "app.tenant"` the first part is a table, where a schema may be meant.
    std::optional<std::string> meant_with_schema(const Fact& fact, const Names& names) const {
        if (fact.id.kind != Kind::foreign_key || fact.list("to").size() != 1) return std::nullopt;
        const Names meant = {names[1], fact.list("to").front()};
        if (!is_table(meant)) return std::nullopt;
        return format("{}.{}", meant[0], meant[1]);
    }

    // SQL writes `references tenant (id)`.
    static std::optional<std::string> hint_for_brackets(const Fact& fact, const Names& names) {
        const auto& text = fact.has("to") ? fact.list("to").back() : names[1];
        const auto open = text.find('(');
        const auto close = text.rfind(')');
        if (open == std::string::npos || close == std::string::npos || close < open)
            return std::nullopt;
        const auto column = text.substr(open + 1, close - open - 1);
        if (column.find(',') != std::string::npos)
            return "A foreign key of several columns stands in [table.NAME.foreign_keys].";
        const auto last = text.find_last_not_of(' ', open - 1);
        const auto table = text.substr(0, last == std::string::npos ? open : last + 1);
        const bool actions = text.find_first_not_of(' ', close + 1) != std::string::npos;
        if (actions)
            return format("Write references = {{ table = \"{}\", column = \"{}\", on_delete = "
                          "... }}.",
                          table, column);
        return format("Write references = \"{}{}.{}\".",
                      fact.has("to") ? names[1] + "." : std::string(), table, column);
    }

    void missing_table(const Fact& fact, const Names& names) {
        std::vector<std::string> known;
        for (const auto& [id, other] : catalog_.facts)
            if (id.kind == Kind::table && id.names[0] == names[0]) known.push_back(id.name());
        const std::vector<std::string_view> candidates(known.begin(), known.end());
        std::vector<std::string> hints;
        if (const auto near = nearest(names[1], candidates))
            hints.push_back(format("Did you mean '{}'?", *near));
        if (auto hint = hint_for_brackets(fact, names)) hints.push_back(*std::move(hint));
        if (const auto meant = meant_with_schema(fact, names))
            hints.push_back(format("A column's `references` reads that as table and column; write "
                                   "{{ table = \"{}\" }} for the table.",
                                   *meant));
        problem(fact,
                format("{} refers to table {}, which no model declares", to_string(fact.id),
                       shown(names)),
                std::move(hints));
    }

    // A catalog has the columns of a table one behind the other.
    std::vector<std::string_view> own_columns(const Identity& table) const {
        std::vector<std::string_view> columns;
        const auto is_beside = [&](const Identity& id) {
            return id.kind == Kind::column && id.names[0] == table.names[0]
                   && id.names[1] == table.names[1];
        };
        const auto& facts = catalog_.facts;
        auto next = facts.lower_bound({Kind::column, table.names});
        for (; next != facts.end() && is_beside(next->first); ++next)
            if (next->second.parent == table) columns.push_back(next->first.name());
        return columns;
    }

    // All columns of a table with those it inherits; nothing if a part of them is only known to the
    // server, because an SQL statement makes the table.
    std::optional<std::vector<std::string_view>> columns_of(const Identity& table) const {
        std::vector<std::string_view> result;
        std::vector<Identity> lineage = {table};
        for (std::size_t i = 0; i < lineage.size(); ++i) {
            const auto id = lineage[i];
            const auto* fact = catalog_.find(id);
            if (fact == nullptr || fact->made_by) return std::nullopt;
            const auto own = own_columns(id);
            result.insert(result.end(), own.begin(), own.end());
            for (const auto* attribute : {"inherits", "partition_of"})
                for (auto& parent : tables_in(*fact, attribute))
                    if (std::ranges::find(lineage, parent) == lineage.end())
                        lineage.push_back(std::move(parent));
        }
        return result;
    }

    // `lower(name)` or `name desc` among the columns of an index or a constraint.
    static std::string hint_for_expression(const Fact& fact, const std::string& column) {
        const auto space = column.find(' ');
        const bool call = column.find('(') != std::string::npos;
        if (!call && space == std::string::npos) return {};
        if (fact.id.kind != Kind::index)
            return call ? "A constraint takes columns only; an index takes expressions, and may be "
                          "unique: [table.NAME.indexes]."
                        : std::string();
        if (call) return format("Write {{ expression = \"{}\" }} for an expression.", column);
        return format("Write {{ column = \"{}\", order = \"desc\" }}, with 'order', 'nulls', "
                      "'opclass' or 'collation' for what stands behind the name.",
                      column.substr(0, space));
    }

    void check_column(const Fact& fact, const Identity& table, const std::string& column) {
        const auto known = columns_of(table);
        if (!known || std::ranges::find(*known, column) != known->end()) return;
        std::vector<std::string> hints;
        if (auto hint = hint_for_expression(fact, column); !hint.empty())
            hints.push_back(std::move(hint));
        else if (const auto near = nearest(column, *known))
            hints.push_back(format("Did you mean '{}'?", *near));
        problem(fact,
                format("{} names column '{}', which table {} does not have", to_string(fact.id),
                       column, shown(table.names)),
                std::move(hints));
    }

    void check_columns(const Fact& fact, std::string_view attribute) {
        if (!fact.parent || fact.parent->kind != Kind::table) return;
        for (const auto& column : fact.list(attribute)) check_column(fact, *fact.parent, column);
    }

    // An index's elements are SQL already; the columns it needs say which it names, with those it
    // includes.
    void check_index_columns() {
        for (const auto& dependency : catalog_.dependencies) {
            if (dependency.from.kind != Kind::index || dependency.on.kind != Kind::column) continue;
            const auto* index = catalog_.find(dependency.from);
            if (index == nullptr || index->parent->kind != Kind::table) continue;
            check_column(*index, *index->parent, dependency.on.name());
        }
    }

    void check_target(const Fact& fact) {
        const Identity table{Kind::table, fact.list("references"), {}};
        if (!is_table(table.names)) return missing_table(fact, table.names);
        for (const auto& column : fact.list("to")) check_column(fact, table, column);
        const bool counted =
            !fact.has("to") || fact.list("to").size() == fact.list("columns").size();
        if (!counted)
            problem(fact, format("{} has {} columns and refers to {}", to_string(fact.id),
                                 fact.list("columns").size(), fact.list("to").size()));
    }

    void check_owner(const Fact& fact) {
        const auto& column = fact.list("column");
        const Identity table{Kind::table, {column[0], column[1]}, {}};
        if (!is_table(table.names)) return missing_table(fact, table.names);
        check_column(fact, table, column[2]);
    }

    Collection& collection_;
    const Catalog& catalog_;
};

} // namespace

void check(Collection& collection) {
    Checker(collection).run();
}

} // namespace pgslate::models
