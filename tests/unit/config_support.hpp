// What the tests of config share: a folder that goes away again, and Errors as values.
#pragma once

#include "base/error.hpp"
#include "base/place.hpp"
#include "config/target.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>

namespace pgslate::config {

class TemporaryFolder {
  public:
    TemporaryFolder() {
        auto name = (std::filesystem::temp_directory_path() / "pgslate-config-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::filesystem::path& path() const { return path_; }

    /// Writes a file that only its owner can read, and makes the folders above it.
    std::filesystem::path write(const std::filesystem::path& name, const std::string& text) const {
        auto file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        std::filesystem::permissions(file, std::filesystem::perms(0600));
        return file;
    }

  private:
    std::filesystem::path path_;
};

/// The Error that `action` throws. Throws itself if there is none.
inline Error error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    throw std::runtime_error("no Error was thrown");
}

/// Everything an Error shows to people, a line each.
inline std::string text_of(const Error& error) {
    std::string text;
    for (const auto& problem : error.problems()) {
        text += to_string(problem.place) + "|" + problem.message + "|" + problem.excerpt + "\n";
        for (const auto& hint : problem.hints) text += "  " + hint + "\n";
    }
    return text;
}

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The value of a keyword, "(none)" if it is not there.
inline std::string keyword(const Keywords& keywords, const std::string& name) {
    const auto* const value = find_keyword(keywords, name);
    return value == nullptr ? "(none)" : *value;
}

inline std::string revealed(const std::optional<Secret>& secret) {
    return secret ? secret->reveal() : "(none)";
}

} // namespace pgslate::config
