// What the tests of config share: private files, and Errors as values.
#pragma once

#include "base/error.hpp"
#include "base/place.hpp"
#include "config/find_target.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>

namespace pgslate::config {

/// A folder whose files only their owner can read, as a file that holds a password should be.
class TemporaryFolder : public pgslate::testing::TemporaryFolder {
  public:
    std::filesystem::path write(const std::filesystem::path& name, const std::string& text) const {
        auto file = pgslate::testing::TemporaryFolder::write(name, text);
        std::filesystem::permissions(file, std::filesystem::perms(0600));
        return file;
    }
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
