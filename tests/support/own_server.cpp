#include "support/own_server.hpp"

#include "base/format.hpp"
#include "support/run_program.hpp"

#include <chrono>
#include <iostream>
#include <stdexcept>
#include <thread>

namespace pgslate::testing {

using namespace std::chrono_literals;

OwnServer::OwnServer() {
    control("start");
    place_ = read_server(file());
    // What was committed has to survive a crash of this one.
    auto session = this->session();
    session.execute(sql::text("alter system set synchronous_commit = on"), "preparing a test");
    session.execute(sql::text("select pg_catalog.pg_reload_conf()"), "preparing a test");
}

OwnServer::OwnServer(const StandbyOf& which) {
    control("standby", which.primary.file());
    place_ = read_server(file());
}

OwnServer::~OwnServer() {
    try {
        control("stop");
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
    }
}

postgres::Session OwnServer::session(const std::string& database) const {
    return usual_session(socket_parameters(place_, database));
}

void OwnServer::crash() const {
    control("crash");
}

void OwnServer::wait_until_ready() const {
    for (int i = 0; i < 3000; ++i) {
        auto opened = postgres::Session::open(socket_parameters(place_));
        if (std::holds_alternative<postgres::Session>(opened)) return;
        std::this_thread::sleep_for(10ms);
    }
    throw std::runtime_error("the server is not ready within half a minute");
}

void OwnServer::control(const std::string& verb, const std::string& more) const {
    std::vector<std::string> arguments{verb, file()};
    if (!more.empty()) arguments.push_back(more);
    // Of the version that the run is for.
    const auto ended = run({.arguments = arguments,
                            .environment = {{"PGSLATE_TEST_BINARIES", test_server().binaries}},
                            .binary = PGSLATE_SOURCE_DIR "/tests/support/server"});
    if (ended.status != 0) throw std::runtime_error(format("server {}: {}", verb, ended.err));
}

} // namespace pgslate::testing
