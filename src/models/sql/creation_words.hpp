// What stands between CREATE and the kind of what is created.
#pragma once

#include "models/token_reader.hpp"

#include <array>

namespace pgslate::models {

struct CreationWords {
    bool replaces = false;  ///< OR REPLACE
    bool temporary = false; ///< TEMPORARY
};

/// Passes over them, from behind CREATE on.
inline CreationWords take_creation_words(TokenReader& reader) {
    constexpr std::array others = {"global",     "local",     "unlogged",   "unique", "trusted",
                                   "procedural", "recursive", "constraint", "default"};
    CreationWords words{.replaces = reader.take({"or", "replace"})};
    while (true) {
        if (reader.take("temp") || reader.take("temporary"))
            words.temporary = true;
        else if (reader.sees_any(others))
            reader.skip();
        else
            return words;
    }
}

} // namespace pgslate::models
