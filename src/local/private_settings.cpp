#include "local/private_settings.hpp"

#include "base/format.hpp"
#include "local/private_folder.hpp"

#include <string>
#include <string_view>
#include <sys/stat.h>

namespace pgslate::local {
namespace {

// A string of postgresql.conf: quotes doubled, backslashes escaped (manual, "Parameter
// Interaction via the Configuration File").
std::string conf_string(std::string_view text) {
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') result += c;
        result += c;
    }
    return result + "'";
}

// unix_socket_directories is a list; in double quotes an element may hold anything.
std::string one_of_list(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) result.append(c == '"' ? 2 : 1, c);
    return result + "\"";
}

// Durability is off: nothing is lost when the server crashes, but what was written in the minutes
// before the whole machine crashes may be, or the cluster may need to be made anew. Measured,
// CREATE and DROP DATABASE take less than a third of the time, CREATE TABLE half.
constexpr const char* settings = R"(# Written by pgslate at every start.
# For settings of your own use ALTER SYSTEM: it comes after this file.
include 'data/postgresql.conf'

# Where it is reached: a socket that only its owner gets at; TCP only when asked for.
listen_addresses = '{}'
port = {}
unix_socket_directories = {}
unix_socket_permissions = 0700

# Enough for a test run with many workers, small enough for a laptop.
max_connections = 100
shared_buffers = 128MB

# A server for development: its data can be made again, so it never waits for the disk. A crash
# of the server loses nothing; after a crash of the machine `pgslate local destroy` may be needed.
fsync = off
full_page_writes = off
# On: a commit is handed to the system, which takes microseconds, and so survives a crash.
synchronous_commit = on

# Compiling a query takes longer than most queries of a development database.
jit = off
# Statistics as in production, so that query plans are alike.
autovacuum = on

# The log is what the server writes to stderr.
logging_collector = off
log_destination = 'stderr'
)";

} // namespace

void write_settings(const ServerPlace& place, std::optional<int> port) {
    const auto folder = conf_string(one_of_list(place.socket_folder().string()));
    const auto text = format(settings, port ? "127.0.0.1" : "", port.value_or(usual_port), folder);
    // The server's user reads it; no secret is in it.
    replace_file(place.settings(), text, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
}

} // namespace pgslate::local
