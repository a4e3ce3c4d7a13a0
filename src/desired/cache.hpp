// What models look like once PostgreSQL has read them, kept from one run to the next.
#pragma once

#include "desired/cache_format.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::desired {

/// A folder of files, one for each set of things that they depend on. A file that is damaged, or
/// that somebody else could have written or put there (base/own_folder.hpp), counts as none;
/// whatever goes wrong with files, the cache is only slower for it.
class Cache {
  public:
    /// The folder may be missing; an empty path keeps nothing.
    explicit Cache(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Everything that what is kept depends on.
    using Key = std::vector<std::string>;

    /// What was stored under exactly this key.
    std::optional<CachedCatalog> find(const Key& key) const;
    /// Keeps it, and drops what has not been asked for longest.
    void store(const Key& key, const CachedCatalog& kept) const;

  private:
    static std::string file_of(const Key& key);

    std::filesystem::path folder_;
};

} // namespace pgslate::desired
