// The types that a catalog makes, by what the server prints for them.
#pragma once

#include "catalog/catalog.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace pgslate::plan {

/// The labels of an enum that it has no longer.
std::vector<std::string> labels_that_go(const catalog::Fact& before, const catalog::Fact& after);

/// The catalog has to live as long.
class MadeTypes {
  public:
    using Attribute = std::pair<std::string, std::string>; // name and type

    explicit MadeTypes(const catalog::Catalog& catalog);

    /// What a domain is made of, or an array of one; any other type itself.
    std::string base_of(std::string type) const;
    /// Is it this domain, or one that is made of it?
    bool is_made_of(std::string type, const catalog::Identity& domain) const;
    bool is_enum(const std::string& type) const;
    /// Of a composite type.
    std::vector<Attribute> attributes_of(const std::string& type) const;
    bool makes(const std::string& type) const;

    static bool is_array(const std::string& type);
    static std::string element_of(const std::string& type);

  private:
    const catalog::Fact* find(const std::string& type) const;

    std::map<std::string, const catalog::Fact*> facts_;
    std::map<std::string, std::vector<Attribute>> attributes_;
};

} // namespace pgslate::plan
