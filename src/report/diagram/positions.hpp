// Where in the picture the parts of a catalog stand.
#pragma once

#include "catalog/catalog.hpp"
#include "report/diagram/diagram.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::report {

/// Is it drawn as a box of its own, unless it is a partition?
bool is_drawn(catalog::Kind kind);

class Positions {
  public:
    explicit Positions(const catalog::Catalog& catalog);

    /// What is drawn as a box of its own, in its order.
    const std::vector<const catalog::Fact*>& tables() const { return tables_; }
    /// The box of the table or view with this schema and name, a partition's being that of its
    /// whole; nothing if there is none.
    std::optional<std::size_t> of(const std::vector<std::string>& names) const;
    /// The box that `id`, a part of a table or what is said about one, belongs to; likewise.
    std::optional<std::size_t> of_part(const catalog::Identity& id) const;
    /// The partitions of a table, and their partitions.
    const std::vector<const catalog::Fact*>& partitions_of(std::size_t table) const {
        return partitions_.at(table);
    }

  private:
    const catalog::Fact& whole_of(const catalog::Fact& partition) const;

    const catalog::Catalog& catalog_;
    std::vector<const catalog::Fact*> tables_;
    std::vector<std::vector<const catalog::Fact*>> partitions_;
    std::map<std::vector<std::string>, std::size_t> by_name_;
};

} // namespace pgslate::report
