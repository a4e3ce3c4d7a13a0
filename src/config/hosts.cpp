#include "config/hosts.hpp"

#include "base/format.hpp"
#include "config/percent_encoding.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

namespace pgslate::config {
namespace {

constexpr std::string_view default_port = "5432";
constexpr std::string_view encode_hint =
    "If the user or the password holds one of @ / : ? # %, write it as %40 %2F %3A %3F %23 %25.";

HostList complain(std::string complaint, std::string_view hint) {
    return HostList{
        .host = {}, .port = {}, .complaint = std::move(complaint), .hint = std::string(hint)};
}

bool is_port(std::string_view text) {
    unsigned number = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, problem] = std::from_chars(text.data(), end, number);
    return problem == std::errc() && rest == end && number >= 1 && number <= 65535;
}

struct HostAndPort {
    std::string_view host;
    std::string_view port; ///< empty if left out
};

// `[::1]:5432`; nothing if the brackets do not fit.
std::optional<HostAndPort> split_bracketed(std::string_view text) {
    const auto close = text.find(']');
    if (close == std::string_view::npos || close == 1) return std::nullopt;
    const auto host = text.substr(1, close - 1);
    const auto rest = text.substr(close + 1);
    if (host.find(':') == std::string_view::npos) return std::nullopt;
    if (!rest.empty() && rest.front() != ':') return std::nullopt;
    return HostAndPort{.host = host, .port = rest.empty() ? rest : rest.substr(1)};
}

std::optional<HostAndPort> split_port(std::string_view text) {
    if (text.starts_with('[')) return split_bracketed(text);
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return HostAndPort{.host = text, .port = {}};
    if (text.find(':', colon + 1) != std::string_view::npos) return std::nullopt;
    return HostAndPort{.host = text.substr(0, colon), .port = text.substr(colon + 1)};
}

} // namespace

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (;;) {
        const auto end = text.find(separator);
        pieces.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return pieces;
        text.remove_prefix(end + 1);
    }
}

HostList parse_hosts(std::string_view text) {
    std::vector<std::string> hosts;
    std::vector<std::string> ports;
    for (const auto piece : split(text, ',')) {
        const auto parts = split_port(piece);
        if (!parts)
            return complain("a host is followed by more than one port",
                            "Write an IPv6 address in brackets, like [::1]:5432.");
        const auto host = percent_decode(parts->host);
        if (!host) return complain("a host is not written properly with %", encode_hint);
        hosts.push_back(*host);
        ports.emplace_back(parts->port);
    }
    return match_ports(format("{}", join(hosts, ",")), format("{}", join(ports, ",")));
}

HostList match_ports(std::string_view hosts, std::string_view ports) {
    const auto names = split(hosts, ',');
    auto numbers = split(ports, ',');
    if (numbers.size() == 1) numbers.resize(names.size(), numbers.front());
    if (numbers.size() != names.size())
        return complain(format("{} ports do not match {} hosts", numbers.size(), names.size()),
                        "Give one port for all hosts, or one for each.");
    std::ranges::replace(numbers, std::string_view(), default_port);
    if (!std::ranges::all_of(numbers, is_port))
        return complain("the port is not a number from 1 to 65535", encode_hint);
    return HostList{.host = std::string(hosts),
                    .port = format("{}", join(numbers, ",")),
                    .complaint = {},
                    .hint = {}};
}

} // namespace pgslate::config
