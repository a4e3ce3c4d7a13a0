// The one list of settings that hold in every session, whatever the server, the database, the role
// or the connection's own options say: the same models mean the same everywhere, and two databases
// are compared by what is printed under the same settings.
#pragma once

#include <span>

namespace pgslate::postgres {

struct PinnedSetting {
    const char* name;
    const char* value;
    /// It decides how the server prints what it keeps. Models may have set it otherwise in their
    /// session; whoever reads there sets it again.
    bool prints = false;
    /// Where a role may not set it and it is not so, models would become another database.
    bool needed = false;
    /// Only some roles may set it (manual, "GRANT", SET on parameters).
    bool restricted = false;
    /// What version() says of the systems on which a server takes it; nullptr: all.
    const char* systems = nullptr;
};

/// Those that every supported server knows and every role may set.
std::span<const PinnedSetting> usual_pins();

/// Those that only newer servers know, or that not every role may set.
std::span<const PinnedSetting> special_pins();

} // namespace pgslate::postgres
