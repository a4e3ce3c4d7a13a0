// The server's main process: finding it, telling it from others, ending it.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <sys/types.h>
#include <vector>

namespace pgslate::local {

/// What a running server says about itself in postmaster.pid (PostgreSQL source, miscadmin.h,
/// LOCK_FILE_LINE_*: one value a line).
struct Postmaster {
    pid_t pid = 0;
    std::filesystem::path socket_folder; ///< empty while it starts
    int port = 0;                        ///< of the socket, and of TCP if it is on
    bool tcp = false;                    ///< false while it starts
};

/// The main process of the server that runs on this data folder. A process counts only if it is
/// PostgreSQL and works in that folder, so one that got the number of a crashed server does not.
std::optional<Postmaster> running_postmaster(const std::filesystem::path& data);

/// All processes of PostgreSQL that work in this data folder, as /proc shows them (proc(5)).
std::vector<pid_t> processes_in(const std::filesystem::path& data);

/// Sends a signal to every process of PostgreSQL among `processes` that still works in this data
/// folder, and waits for their end; false if some are left when the time is up.
bool end_processes(const std::vector<pid_t>& processes, const std::filesystem::path& data,
                   int signal, std::chrono::milliseconds patience);

/// Waits until no process works in this data folder; false if some are left when the time is up.
bool wait_until_left(const std::filesystem::path& data, std::chrono::milliseconds patience);

} // namespace pgslate::local
