#include "config/url_query.hpp"

#include "base/format.hpp"
#include "base/suggest.hpp"
#include "config/hosts.hpp"
#include "config/percent_encoding.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace pgslate::config {
namespace {

constexpr std::string_view encode_query_hint =
    "If the user or the password holds '?', write it as %3F.";

// Anything else may be a piece of a password in which a ? was not encoded.
bool may_be_shown(std::string_view keyword) {
    return !keyword.empty() && std::ranges::all_of(keyword, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
    });
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

// What stands behind the ? of one URL, on its way to an address.
class QueryReader {
  public:
    QueryReader(std::string_view query, const Origin& origin, ForeignParameters foreign,
                Address& address)
        : query_(query), origin_(origin), foreign_(foreign), address_(address) {}

    void read() && {
        // As with libpq, there may be nothing behind the ? or the last &.
        if (query_.ends_with('&')) query_.remove_suffix(1);
        if (query_.empty()) return;
        for (const auto piece : split(query_, '&')) read_parameter(piece);
        if (ssl_) add_ssl();
        const auto hosts = match_ports(address_.host, address_.port);
        if (!hosts.complaint.empty()) refuse(origin_, hosts.complaint, hosts.hint);
        address_.port = hosts.port;
    }

  private:
    std::string_view query_;
    const Origin& origin_;
    ForeignParameters foreign_;
    Address& address_;
    std::vector<std::string> seen_;
    bool ssl_ = false;

    void read_parameter(std::string_view piece) {
        const auto equals = piece.find('=');
        if (equals == std::string_view::npos)
            refuse(origin_, "a parameter after '?' has no value", encode_query_hint);
        auto keyword = decode(piece.substr(0, equals), "name of a parameter", origin_);
        const auto raw = piece.substr(equals + 1);
        if (is_foreign(keyword, raw)) return foreign(keyword, raw);
        check_keyword(keyword);
        if (keyword == "ssl")
            ssl_ = true;
        else
            adopt(keyword, decode(raw, "value of a parameter", origin_), address_);
        seen_.push_back(std::move(keyword));
    }

    void check_keyword(const std::string& keyword) const {
        if (keyword == "service" || keyword == "servicefile")
            refuse(origin_, "a URL cannot name a service, because sources are never mixed",
                   "Set PGSERVICE in the place of the URL to use a service.");
        if (std::ranges::find(seen_, keyword) != seen_.end())
            refuse(origin_, format("parameter '{}' stands twice", keyword));
    }

    // An @ behind the ? belongs to no parameter, but ends the user and the password.
    void foreign(const std::string& keyword, std::string_view value) {
        if (!may_be_shown(keyword) || query_.find('@') != std::string_view::npos)
            refuse(origin_, "a parameter after '?' is not one of libpq's keywords",
                   encode_query_hint);
        if (foreign_ == ForeignParameters::passed_over)
            return address_.foreign.push_back(foreign_parameter(keyword, value));
        if (is_libpq_keyword(keyword))
            refuse(origin_, format("{} can't be '{}'", keyword, value), meaning_of(keyword, value));
        refuse(origin_, format("parameter '{}' is not one of libpq's keywords", keyword),
               advice_on(keyword, value));
    }

    static std::string advice_on(const std::string& keyword, std::string_view value) {
        constexpr std::string_view leave_out = "Leave it out: it belongs to another program.";
        const auto meaning = meaning_of(keyword, value);
        if (!meaning.empty()) return format("{} {}", leave_out, meaning);
        if (const auto better = nearest(keyword, libpq_keywords()))
            return format("Did you mean '{}'?", *better);
        return std::string(leave_out);
    }

    // JDBC's, the one foreign parameter libpq knows. Beside it a sslmode may say more, but not
    // less.
    void add_ssl() {
        constexpr std::array<std::string_view, 3> as_safe = {"require", "verify-ca", "verify-full"};
        const auto* const mode = find_keyword(address_.keywords, "sslmode");
        if (mode == nullptr)
            address_.keywords.emplace_back("sslmode", "require");
        else if (std::ranges::find(as_safe, *mode) == as_safe.end())
            refuse(origin_, "parameter 'sslmode' stands twice: 'ssl=true' says something else");
    }
};

} // namespace

std::string decode(std::string_view text, std::string_view part, const Origin& origin) {
    const auto decoded = percent_decode(text);
    if (!decoded)
        refuse(origin, format("the {} is not written properly with %", part),
               "A % is followed by two hexadecimal digits; write % itself as %25.");
    return *decoded;
}

void read_query(std::string_view query, const Origin& origin, ForeignParameters foreign,
                Address& address) {
    QueryReader(query, origin, foreign, address).read();
}

} // namespace pgslate::config
