// What files are called that are named after objects of a database.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace pgslate::commands {

/// The names of one folder. Whatever file system they lie on, each is a name, and no two are one.
class FileNames {
  public:
    void add(std::string_view name);

    /// The name as a part of a path. What a file system or a shell could stumble over stands as
    /// `%2F`; so do capital letters where another name differs in nothing else.
    std::string of(std::string_view name) const;

  private:
    std::map<std::string, std::set<std::string, std::less<>>, std::less<>> alike_;
};

} // namespace pgslate::commands
