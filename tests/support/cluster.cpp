#include "support/cluster.hpp"

#include "base/descriptor.hpp"
#include "base/format.hpp"
#include "local/child_process.hpp"
#include "support/test_server.hpp"

#include <csignal>
#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>

namespace pgslate::testing {
namespace {

pid_t launch_program(const std::filesystem::path& folder, std::vector<std::string> command) {
    command.front() = format("{}/{}", test_server().binaries, command.front());
    const Descriptor log(
        ::open((folder / "log").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    return local::launch({.command = std::move(command),
                          .environment = {"LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin"},
                          .user = local::unprivileged_user(),
                          .output = log.get()});
}

void give_away(const std::filesystem::path& path) {
    const auto user = local::unprivileged_user();
    if (user && ::chown(path.c_str(), user->uid, user->gid) != 0)
        throw std::runtime_error("cannot give a folder to the server's user");
}

} // namespace

Cluster::Cluster() {
    give_away(folder());
    const auto initdb =
        launch_program(folder(), {"initdb", "--no-sync", "--auth=trust", "--username=postgres",
                                  "--encoding=UTF8", "--locale=C.UTF-8", data().string()});
    if (!local::succeeded(initdb)) throw std::runtime_error("initdb failed");
    configure(format("listen_addresses = ''\nunix_socket_directories = '{}'\nfsync = off\n",
                     folder().string()));
}

void Cluster::configure(const std::string& lines) const {
    std::ofstream(data() / "postgresql.conf", std::ios::app) << lines;
}

void Cluster::touch(const std::string& name) const {
    std::ofstream(data() / name).flush();
    give_away(data() / name);
}

void Cluster::start(const std::vector<std::string>& arguments) {
    std::vector<std::string> command = {"postgres", "-D", data().string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    server_ = launch_program(folder(), std::move(command));
}

void Cluster::signal(int number) const {
    ::kill(server_, number);
}

void Cluster::stop() {
    if (server_ == 0) return;
    signal(SIGQUIT);
    local::succeeded(server_);
    server_ = 0;
}

} // namespace pgslate::testing
