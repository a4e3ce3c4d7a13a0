// Running PostgreSQL's programs: without a shell, and with nothing inherited that was not meant.
#pragma once

#include "config/environment.hpp"
#include "local/system_user.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace pgslate::local {

struct Launch {
    std::vector<std::string> command;     ///< the program's path and its arguments
    std::vector<std::string> environment; ///< all of it, as NAME=value
    std::optional<SystemUser> user;       ///< whom it runs as; nobody: as this process
    int input = -1;                       ///< what stdin is
    int output = -1;                      ///< where stdout goes
    int errors = -1;                      ///< where stderr goes; left out: where stdout does
    /// In a session of its own, so that neither the end of this process nor of its terminal
    /// reaches it. Otherwise it is killed when this process ends.
    bool detached = false;
};

/// What a server, and initdb, may know of our environment: PG* and POSTGRES_* variables would
/// change what they do, and a server outlives the secrets in the rest.
std::vector<std::string> server_environment(const config::Environment& environment);

/// Starts a program; a descriptor that is left out is /dev/null, no other is inherited, signals are
/// as by default, new files are private, the folder is /. Returns its process id.
/// Throws Error (69) when it cannot be run.
pid_t launch(const Launch& launch);

/// This process becomes the program: in its folder, with its terminal, what it has open, and its
/// own process id; signals are as by default. `environment` is all of it, as NAME=value. Throws
/// Error (69) when it cannot be run.
[[noreturn]] void become(const std::vector<std::string>& command,
                         const std::vector<std::string>& environment);

/// Waits for the end of a child; true if it ended with status 0.
bool succeeded(pid_t child);

/// Whether a child has ended; never waits.
bool has_ended(pid_t child);

struct Said {
    std::string text; ///< on stdout, and on stderr where that goes the same way
    bool succeeded = false;
};
/// Runs a program to its end. Throws Error (69) when it cannot be run.
Said said_by(Launch launch);

/// The same for one that makes a text of another: that is its stdin. Throws Error (1) with what it
/// says on stderr if it fails.
std::string made_by(Launch launch, std::string_view input);

/// What a program prints on stdout and stderr; empty if it cannot be run or fails.
std::string output_of(const std::vector<std::string>& command,
                      const config::Environment& environment);

} // namespace pgslate::local
