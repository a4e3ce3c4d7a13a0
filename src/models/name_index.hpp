#pragma once

#include "models/collector.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace pgslate::models {

/// The facts of a collection by their names and by what they belong to. The collection must live as
/// long, and get no more facts.
class NameIndex {
  public:
    using Facts = std::vector<const catalog::Fact*>;

    explicit NameIndex(const Collection& collection);

    /// Everything called so where an unqualified name is looked for: in `home`, then in `public`;
    /// in every schema if `home` is empty.
    Facts named(const std::string& name, const std::string& home) const;
    /// What is called so in this schema, with the schema itself.
    Facts in(const std::string& schema, const std::string& name) const;

    const Facts& children(const catalog::Identity& parent) const;
    /// What a statement creates.
    const Facts& made_by(const catalog::Identity& statement) const;

    /// The statements that make an operator or an operator class of this name; no schema: any.
    std::vector<const Nameless*> nameless(const std::vector<std::string>& name, bool is_operator,
                                          const std::string& home) const;

  private:
    using ByIdentity =
        std::unordered_map<const catalog::Identity*, Facts, catalog::ByValue, catalog::ByValue>;

    const catalog::Catalog& catalog_;
    std::unordered_map<std::string, Facts> by_name_;
    ByIdentity children_;
    ByIdentity made_;
    std::unordered_map<std::string, std::vector<const Nameless*>> nameless_;
};

} // namespace pgslate::models
