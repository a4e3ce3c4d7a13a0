#pragma once

namespace pgslate {

/// What the program ends with. Numbers from 64 on follow sysexits.h; 2 for "differs" follows
/// the custom of schema tools; 128 + n is the shell's way to report the end by signal n.
enum class ExitStatus : int {
    done = 0,               ///< done; nothing differs
    failed = 1,             ///< the operation failed; the message says what was changed
    differs = 2,            ///< `status`: the database is missing or differs
    usage = 64,             ///< the command line is wrong
    bad_model = 65,         ///< a model is wrong; nothing was attempted
    unavailable = 69,       ///< the server could not be reached
    busy = 75,              ///< a lock was not to be had in time; try again
    refused = 77,           ///< protected, not confirmed, or a right is missing
    bad_configuration = 78, ///< a variable is not set, an unknown key, no such profile
    interrupted = 130,      ///< SIGINT; the running statement was cancelled and rolled back
    terminated = 143        ///< SIGTERM, in the same way
};

} // namespace pgslate
