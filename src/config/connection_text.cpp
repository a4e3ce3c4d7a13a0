#include "config/connection_text.hpp"

#include "base/format.hpp"
#include "config/hosts.hpp"
#include "config/percent_encoding.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>
#include <vector>

namespace pgslate::config {
namespace {

std::string quoted_value(const std::string& value) {
    std::string quoted = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "'";
}

// An empty host is libpq's own socket folder: without it a PGHOST would count.
bool says_something(const std::string& keyword, const std::string& value) {
    return !value.empty() || keyword == "host";
}

std::string value_of(const Keywords& keywords, std::string_view keyword) {
    const auto* const value = find_keyword(keywords, keyword);
    return value == nullptr ? std::string() : *value;
}

bool may_stand_in_name(unsigned char c) {
    return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_';
}

bool may_stand_in_ipv6(unsigned char c) {
    return std::isxdigit(c) != 0 || c == ':' || c == '.';
}

// A host as it stands in front of a URL's path; nothing if it can't.
std::optional<std::string> in_front(std::string_view host) {
    if (host.empty()) return std::nullopt;
    if (std::ranges::all_of(host, may_stand_in_name)) return std::string(host);
    if (std::ranges::all_of(host, may_stand_in_ipv6)) return format("[{}]", host);
    return std::nullopt;
}

// `a:5432,b:5433`; nothing if one of them can't stand there.
std::optional<std::string> hosts_in_front(const std::string& hosts, const std::string& ports) {
    const auto names = split(hosts, ',');
    auto numbers = split(ports, ',');
    if (numbers.size() == 1) numbers.resize(names.size(), numbers.front());
    if (numbers.size() != names.size()) return std::nullopt;
    std::vector<std::string> pieces;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto host = in_front(names[i]);
        if (!host) return std::nullopt;
        pieces.push_back(numbers[i].empty() ? *host : format("{}:{}", *host, numbers[i]));
    }
    return format("{}", join(pieces, ","));
}

std::string login(const Keywords& keywords) {
    const auto* const user = find_keyword(keywords, "user");
    const auto* const password = find_keyword(keywords, "password");
    if (user == nullptr && password == nullptr) return {};
    const auto name = user == nullptr ? std::string() : percent_encode(*user);
    return password == nullptr ? format("{}@", name)
                               : format("{}:{}@", name, percent_encode(*password));
}

} // namespace

Keywords without_secrets(Keywords keywords) {
    std::erase_if(keywords, [](const auto& keyword) { return is_secret_keyword(keyword.first); });
    return keywords;
}

std::string connection_string(const Keywords& keywords, const std::string& database) {
    auto words = format("dbname={}", quoted_value(database));
    for (const auto& [keyword, value] : keywords)
        if (keyword != "dbname" && says_something(keyword, value))
            words += format(" {}={}", keyword, quoted_value(value));
    return words;
}

std::string connection_url(const Keywords& keywords, const std::string& database) {
    const auto front = hosts_in_front(value_of(keywords, "host"), value_of(keywords, "port"));
    std::vector<std::string_view> said = {"user", "password", "dbname"};
    if (front) said.insert(said.end(), {"host", "port"});
    auto url = format("postgresql://{}{}/{}", login(keywords), front.value_or(""),
                      percent_encode(database));
    char mark = '?';
    for (const auto& [keyword, value] : keywords) {
        const bool is_said = std::ranges::find(said, keyword) != said.end();
        if (is_said || !says_something(keyword, value)) continue;
        // These mean nothing there (RFC 3986, 3.4), and paths and lists can be read with them.
        url += format("{}{}={}", mark, keyword, percent_encode(value, "/,"));
        mark = '&';
    }
    return url;
}

} // namespace pgslate::config
