#include "plan/partition_keys.hpp"

#include "catalog/index.hpp"
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
    if (std::ranges::none_of(differences, changes_type)) return {};
    Keys keys(declared, live);
    for (const auto& difference : differences)
        if (changes_type(difference)) keys.add(*difference.parent, difference.id.name());
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
