// One TOML file on its way into plain structs: typed access to its values, and a list of everything
// that is wrong with it. Seen only by what reads pgslate.toml.
#pragma once

#include "base/toml_form.hpp"
#include "config/setting.hpp"

#include <toml++/toml.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::config {

/// A key with its value. The origin's place is that of the key.
struct Entry {
    const toml::key& key;
    const toml::node& node;
    Origin origin;
};

class TomlFile {
  public:
    /// `shown` is the path as messages give it. Throws Error if `text` is not TOML.
    TomlFile(std::string shown, std::string text);

    const toml::table& root() const { return root_; }
    Place place_of(const toml::source_region& region) const;
    Entry entry(const toml::key& key, const toml::node& node, std::string name) const;

    /// The value, if it is of that type; otherwise nothing, and a problem is noted.
    std::optional<Setting<std::string>> string(const Entry& entry);
    std::optional<Setting<bool>> boolean(const Entry& entry);
    std::optional<std::vector<std::string>> strings(const Entry& entry);

    /// Notes a problem, with the line it stands in.
    void complain(Problem problem);
    void complain(const Entry& entry, std::string message, std::vector<std::string> hints = {});
    void complain_unknown(const Entry& entry, const TomlForm& form);
    /// Runs `read` and notes the problems of the Error it may throw.
    void gather(const std::function<void()>& read);
    /// Throws all that was noted, in the order of the lines, if anything was.
    void finish();

  private:
    std::string shown_;
    std::string text_;
    toml::table root_;
    std::vector<Problem> problems_;

    std::string line(int number) const;
    void parse();
    bool clean(const Entry& entry, const std::string& text);
};

} // namespace pgslate::config
