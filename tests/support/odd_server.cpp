#include "support/odd_server.hpp"

#include "base/format.hpp"
#include "support/forwarder.hpp"

#include <arpa/inet.h>
#include <array>
#include <cstdint>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>
#include <utility>

namespace pgslate::testing {
namespace {

std::string int32(std::uint32_t number) {
    const auto ordered = htonl(number);
    return {reinterpret_cast<const char*>(&ordered), sizeof ordered};
}

std::string int16(std::uint16_t number) {
    const auto ordered = htons(number);
    return {reinterpret_cast<const char*>(&ordered), sizeof ordered};
}

std::string text(std::string_view words) {
    return std::string(words) + '\0';
}

std::optional<std::string> read_bytes(int socket, std::size_t count) {
    std::string bytes(count, '\0');
    std::size_t have = 0;
    while (have < count) {
        const auto got = ::recv(socket, bytes.data() + have, count - have, 0);
        if (got <= 0) return std::nullopt;
        have += static_cast<std::size_t>(got);
    }
    return bytes;
}

// What stands behind a length.
std::optional<std::string> read_body(int socket) {
    const auto length = read_bytes(socket, 4);
    if (!length) return std::nullopt;
    std::uint32_t size = 0;
    std::copy(length->begin(), length->end(), reinterpret_cast<char*>(&size));
    return read_bytes(socket, ntohl(size) - 4);
}

// Until the client has given up encryption.
bool read_startup(int socket) {
    constexpr std::uint32_t ssl = 80877103;
    constexpr std::uint32_t gss = 80877104;
    while (const auto body = read_body(socket)) {
        const auto code = body->substr(0, 4);
        if (code != int32(ssl) && code != int32(gss)) return code == int32(196608);
        send_all(socket, "N");
    }
    return false;
}

} // namespace

std::string message(char letter, std::string_view body) {
    return letter + int32(static_cast<std::uint32_t>(body.size() + 4)) + std::string(body);
}

std::string rows(int columns, int count, const char* cell) {
    constexpr std::uint32_t type = 25; // text
    auto description = int16(static_cast<std::uint16_t>(columns));
    auto data = description;
    for (int i = 0; i < columns; ++i) {
        description += text("c") + int32(0) + int16(0) + int32(type) + int16(0xFFFF)
                       + int32(0xFFFFFFFF) + int16(0);
        data += cell == nullptr
                    ? int32(0xFFFFFFFF)
                    : int32(static_cast<std::uint32_t>(std::string_view(cell).size())) + cell;
    }
    auto all = message('T', description);
    for (int i = 0; i < count; ++i) all += message('D', data);
    return all + message('C', text(format("SELECT {}", count)));
}

std::string done() {
    return message('C', text("SET"));
}

OddServer::Parameters usual_parameters() {
    return {{"server_version", "15.4"},  {"server_encoding", "UTF8"},
            {"client_encoding", "UTF8"}, {"standard_conforming_strings", "on"},
            {"integer_datetimes", "on"}, {"DateStyle", "ISO, MDY"},
            {"TimeZone", "UTC"}};
}

OddServer::OddServer(Parameters parameters, Answer answer)
    : parameters_(std::move(parameters)), answer_(std::move(answer)),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* address = reinterpret_cast<sockaddr*>(&place);
    socklen_t size = sizeof place;
    if (::bind(listener_.get(), address, size) == 0 && ::listen(listener_.get(), 16) == 0
        && ::getsockname(listener_.get(), address, &size) == 0)
        port_ = format("{}", ntohs(place.sin_port));
    thread_ = std::jthread([this] { serve(); });
}

OddServer::~OddServer() {
    ::shutdown(listener_.get(), SHUT_RDWR);
}

void OddServer::serve() {
    std::vector<std::jthread> conversations;
    while (true) {
        const int client = ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) return;
        conversations.emplace_back([this, client] { talk(Descriptor(client)); });
    }
}

std::string OddServer::greeting() const {
    auto all = message('R', int32(0));
    for (const auto& [name, value] : parameters_) all += message('S', text(name) + text(value));
    return all + message('K', int32(1) + int32(2)) + message('Z', "I");
}

// A simple query, or an extended one, which ends with its Sync.
void OddServer::talk(Descriptor client) const {
    if (!read_startup(client.get())) return;
    send_all(client.get(), greeting());
    std::string sql;
    while (const auto letter = read_bytes(client.get(), 1)) {
        const auto body = read_body(client.get());
        if (!body || *letter == "X") return;
        if (*letter == "P") sql = body->substr(body->find('\0') + 1).c_str();
        if (*letter == "Q") send_all(client.get(), answer_(body->c_str()) + message('Z', "I"));
        if (*letter == "S")
            send_all(client.get(),
                     message('1', "") + message('2', "") + answer_(sql) + message('Z', "I"));
    }
}

} // namespace pgslate::testing
