// What the options and arguments of commands take, by the names that help shows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::cli {

/// What a shell offers where a value is to be typed.
enum class Offer {
    nothing, ///< it can't be guessed, or is not to be typed without thinking
    words,   ///< of a list
    files,   ///< and folders on the way
    folders,
    profiles,  ///< of pgslate.toml
    databases, ///< of the target's server
    schemas,   ///< that the models mention
    tables     ///< and views that the models declare
};

struct ValueType {
    std::string_view name; ///< "FILE"
    Offer offer{};
    std::vector<std::string_view> words; ///< the only ones there are; any other value is refused
    bool behind_mark = false;            ///< it stands behind `--` only
};

/// The type of that name. Throws std::out_of_range if there is none: every option has one.
const ValueType& value_type(std::string_view name);

} // namespace pgslate::cli
