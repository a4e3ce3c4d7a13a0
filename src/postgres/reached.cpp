#include "postgres/reached.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <memory>
#include <netdb.h>
#include <string_view>
#include <sys/socket.h>

namespace pgslate::postgres {
namespace {

// Scope and all, where an address of IPv6 has one. PQhostaddr() leaves it out.
std::string digits_of(const sockaddr* address, socklen_t size) {
    std::array<char, NI_MAXHOST> digits{};
    const auto failed =
        ::getnameinfo(address, size, digits.data(), digits.size(), nullptr, 0, NI_NUMERICHOST);
    return failed == 0 ? digits.data() : std::string();
}

bool is_replaced(std::string_view keyword) {
    constexpr std::array<std::string_view, 12> replaced = {"host",
                                                           "hostaddr",
                                                           "port",
                                                           "load_balance_hosts",
                                                           "service",
                                                           "servicefile",
                                                           "dbname",
                                                           "options",
                                                           "application_name",
                                                           "fallback_application_name",
                                                           "client_encoding",
                                                           "password"};
    return std::ranges::find(replaced, keyword) != replaced.end();
}

} // namespace

bool Reached::is_loopback() const {
    std::string_view digits = address;
    constexpr std::string_view mapped = "::ffff:"; // IPv4 through a socket of IPv6
    if (digits.starts_with(mapped)) digits.remove_prefix(mapped.size());
    return local || digits.starts_with("127.") || digits == "::1";
}

const std::string& Reached::shown() const {
    const bool is_folder = host.starts_with('/') || host.starts_with('@');
    return is_folder && !address.empty() ? address : host;
}

Reached reached_by(PGconn* connection) {
    Reached reached{.host = PQhost(connection), .address = PQhostaddr(connection)};
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    auto* address = reinterpret_cast<sockaddr*>(&peer);
    if (::getpeername(PQsocket(connection), address, &size) != 0) return reached;
    reached.local = peer.ss_family == AF_UNIX;
    reached.address = reached.local ? std::string() : digits_of(address, size);
    return reached;
}

Keywords keywords_of(PGconn* connection) {
    Keywords keywords;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> all(PQconninfo(connection),
                                                                           PQconninfoFree);
    for (const auto* option = all.get(); option != nullptr && option->keyword != nullptr; ++option)
        if (option->val != nullptr) keywords.emplace_back(option->keyword, option->val);
    return keywords;
}

Keywords way_to(PGconn* connection) {
    auto keywords = keywords_of(connection);
    std::erase_if(keywords, [](const auto& pair) { return is_replaced(pair.first); });
    const auto reached = reached_by(connection);
    keywords.emplace_back("host", reached.host);
    if (!reached.address.empty()) keywords.emplace_back("hostaddr", reached.address);
    keywords.emplace_back("port", PQport(connection));
    // One from a password file may be there for that database only.
    if (const std::string password = PQpass(connection); !password.empty())
        keywords.emplace_back("password", password);
    return keywords;
}

} // namespace pgslate::postgres
