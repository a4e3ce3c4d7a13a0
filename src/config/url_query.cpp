#include "config/url_query.hpp"

#include "base/format.hpp"
#include "base/suggest.hpp"
#include "config/hosts.hpp"
#include "config/percent_encoding.hpp"

#include <algorithm>
#include <cctype>

namespace pgslate::config {
namespace {

// Anything else may be a piece of a password in which a ? was not encoded.
bool may_be_shown(std::string_view keyword) {
    return std::ranges::all_of(
        keyword, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; });
}

void check_keyword(const std::string& keyword, const Origin& origin) {
    if (keyword == "service" || keyword == "servicefile")
        refuse(origin, "a URL cannot name a service, because sources are never mixed",
               "Set PGSERVICE in the place of the URL to use a service.");
    if (is_libpq_keyword(keyword)) return;
    if (!may_be_shown(keyword))
        refuse(origin, "a parameter after '?' is not one of libpq's keywords",
               "If the user or the password holds '?', write it as %3F.");
    const auto better = nearest(keyword, libpq_keywords());
    refuse(origin, format("parameter '{}' is not one of libpq's keywords", keyword),
           better ? format("Did you mean '{}'?", *better)
                  : std::string("Leave it out: it belongs to another program."));
}

std::optional<std::string> non_empty(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

void adopt(const std::string& keyword, const std::string& value, Address& address) {
    if (keyword == "host")
        address.host = value;
    else if (keyword == "port")
        address.port = value;
    else if (keyword == "user")
        address.user = non_empty(value);
    else if (keyword == "password")
        address.password = Secret(value);
    else if (keyword == "dbname")
        address.database = non_empty(value);
    else
        address.keywords.emplace_back(keyword, value);
}

} // namespace

std::string decode(std::string_view text, std::string_view part, const Origin& origin) {
    const auto decoded = percent_decode(text);
    if (!decoded)
        refuse(origin, format("the {} is not written properly with %", part),
               "A % is followed by two hexadecimal digits; write % itself as %25.");
    return *decoded;
}

void read_query(std::string_view query, const Origin& origin, Address& address) {
    std::vector<std::string> seen;
    for (const auto piece : split(query, '&')) {
        const auto equals = piece.find('=');
        if (equals == std::string_view::npos)
            refuse(origin, "a parameter after '?' has no value",
                   "If the user or the password holds '?', write it as %3F.");
        auto keyword = decode(piece.substr(0, equals), "name of a parameter", origin);
        auto value = decode(piece.substr(equals + 1), "value of a parameter", origin);
        if (keyword == "ssl" && value == "true") { // JDBC's, the one foreign parameter libpq knows
            keyword = "sslmode";
            value = "require";
        }
        check_keyword(keyword, origin);
        if (std::ranges::find(seen, keyword) != seen.end())
            refuse(origin, format("parameter '{}' stands twice", keyword));
        adopt(keyword, value, address);
        seen.push_back(std::move(keyword));
    }
    const auto hosts = match_ports(address.host, address.port);
    if (!hosts.complaint.empty()) refuse(origin, hosts.complaint, hosts.hint);
    address.port = hosts.port;
}

} // namespace pgslate::config
