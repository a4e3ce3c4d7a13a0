// What was found out once, kept from one run to the next.
#pragma once

#include "base/shared_text.hpp"
#include "config/environment.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::desired {

/// A folder of files, one for each set of things that they depend on. A file that is damaged, or
/// that somebody else could have written or put there (base/own_folder.hpp), counts as none;
/// whatever goes wrong with files, the cache is only slower for it.
class Cache {
  public:
    /// What is kept of one sort.
    struct Sort {
        std::string_view ending;
        std::size_t most; ///< files
    };

    /// Says why nothing is kept, if so.
    static void tell_objection(const config::Environment& environment,
                               const std::function<void(std::string_view)>& say);

    /// The user's folder for such.
    Cache(const config::Environment& environment, Sort sort);

    /// Everything that what is kept depends on.
    using Key = std::vector<SharedText>;

    /// What was stored under exactly this key.
    std::optional<std::string> find(const Key& key) const;
    /// Is something stored under it, whatever it is worth?
    bool has(const Key& key) const;
    /// Keeps it, and drops what has not been asked for longest.
    void store(const Key& key, std::string_view bytes) const;

  private:
    std::string file_of(const Key& key) const;

    std::filesystem::path folder_; // empty: nothing is kept
    Sort sort_;
};

} // namespace pgslate::desired
