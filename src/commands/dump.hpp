#pragma once

#include "commands/context.hpp"
#include "commands/dump_choice.hpp"
#include "commands/dumped_files.hpp"
#include "commands/secrets.hpp"
#include "plan/others.hpp"

#include <functional>
#include <string>
#include <vector>

namespace pgslate::commands {

struct Dump {
    std::vector<DumpedFile> files;          ///< sorted by their names
    std::vector<std::string> unknown;       ///< what it contains that this program does not know
    std::vector<catalog::Identity> invalid; ///< indexes that failed half way, left out
    LeftOut secrets;                        ///< for which placeholders stand
};

/// Says of what was read what else is somebody else's.
using MoreIgnored = std::function<plan::Patterns(const catalog::Catalog&)>;

/// Reads the target's database and says it as models. Throws Error, also if something chosen is not
/// there, or if not all of it can be said in one TOML file that was asked for. `more` may be empty.
Dump dump(const Context& context, const DumpChoice& choice, const MoreIgnored& more = {});

} // namespace pgslate::commands
