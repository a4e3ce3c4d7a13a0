#include "plan/partition_keys.hpp"

#include "catalog/index.hpp"
#include "plan/alteration.hpp"
#include "plan/used_labels.hpp"
#include "sql/text.hpp"
#include "sql/tokens.hpp"

#include <algorithm>

namespace pgslate::plan {
namespace {

using catalog::Catalog;
using catalog::Fact;
using catalog::Identity;
using catalog::Kind;

bool names_column(const Fact& table, const std::string& column) {
    const auto& key = table.text("partition_by");
    const auto name = sql::text("{}", sql::Identifier(column)).sql();
    return std::ranges::any_of(sql::tokenize(key).tokens,
                               [&](const sql::Token& token) { return token.in(key) == name; });
}

// Another type will have its name.
bool is_replaced(const Difference& difference, const Catalog& declared, const Catalog& live,
                 const catalog::Index& declared_index) {
    const auto& id = difference.id;
    if (!is_type(id.kind) || difference.kind != Difference::Kind::different) return false;
    const Change change{live.facts.at(id), declared.facts.at(id)};
    return is_label_used_at_once(id, live, declared, declared_index)
           || std::ranges::any_of(difference.attributes, [&](const AttributeDifference& one) {
                  const auto* row = find_attribute(id.kind, one.name);
                  return row == nullptr || row->alter == nullptr || !altered_by(*row, change);
              });
}

bool changes_type(const Difference& difference) {
    return difference.id.kind == Kind::column && difference.parent
           && std::ranges::any_of(difference.attributes, [](const AttributeDifference& one) {
                  return one.name == "type" || one.name == "collation";
              });
}

class Keys {
  public:
    Keys(const Catalog& declared, const Catalog& live)
        : declared_(declared), live_(live), index_(live) {}

    void add(const Identity& table, const std::string& column) {
        const auto* before = live_.find(table);
        const auto* after = declared_.find(table);
        if (before == nullptr || after == nullptr) return;
        if (names_column(*before, column) && after->has("partition_by")) tables_.insert(table);
        if (!before->has("partition_by")) return;
        for (const auto* part : index_.hanging_on(table.names)) add(part->id, column);
    }

    // All columns that have it, by whatever way.
    void add_users(const Identity& type) {
        for (const auto* dependency : index_.needed_by(type)) {
            const auto& user = dependency->from;
            if (user.kind == Kind::column)
                add({Kind::table, {user.names.at(0), user.names.at(1)}, {}}, user.name());
            else if (is_type(user.kind))
                add_users(user);
            else if (user.kind == Kind::attribute)
                add_users(live_.find(user)->parent.value());
        }
    }

    std::set<Identity> done() && { return std::move(tables_); }

  private:
    const Catalog& declared_;
    const Catalog& live_;
    const catalog::Index index_;
    std::set<Identity> tables_;
};

} // namespace

std::set<Identity> rekeyed_tables(const Catalog& declared, const Catalog& live,
                                  const std::vector<Difference>& differences) {
    const auto may_replace = [](const Difference& one) { return is_type(one.id.kind); };
    if (std::ranges::none_of(differences, changes_type)
        && std::ranges::none_of(differences, may_replace))
        return {};
    Keys keys(declared, live);
    const catalog::Index declared_index(declared);
    for (const auto& difference : differences)
        if (changes_type(difference))
            keys.add(*difference.parent, difference.id.name());
        else if (is_replaced(difference, declared, live, declared_index))
            keys.add_users(difference.id);
    return std::move(keys).done();
}

std::set<Identity> partitions_of(const std::set<Identity>& tables, const Catalog& declared,
                                 const Catalog& live) {
    std::set<Identity> partitions;
    if (tables.empty()) return partitions;
    const catalog::Index index(live);
    for (const auto& table : tables)
        for (const auto* part : index.hanging_on(table.names))
            if (const auto* same = declared.find(part->id);
                same != nullptr && same->list("partition_of") == table.names)
                partitions.insert(part->id);
    return partitions;
}

} // namespace pgslate::plan
