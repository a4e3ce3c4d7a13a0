#include "config/url.hpp"

#include "base/format.hpp"
#include "base/utf8.hpp"
#include "config/hosts.hpp"
#include "config/url_query.hpp"
#include "config/wrapping.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <system_error>
#include <utility>

namespace pgslate::config {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view url_hint =
    "Write postgresql://user:password@host:5432/database, with @ / : ? # % in the user and the "
    "password as %40 %2F %3A %3F %23 %25.";

bool is_space_or_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F;
}

// RFC 3986, section 3.1.
bool may_stand_in_scheme(unsigned char c) {
    return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.';
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

// One address on its way from text to Address. No message shows more of the text than the scheme
// and the names of parameters: anything else may turn out to be a piece of the password.
class AddressReader {
  public:
    AddressReader(const Setting<std::string>& text, ForeignParameters foreign)
        : text_(text.value), origin_(text.origin), foreign_(foreign) {}

    Address read() && {
        if (text_.empty()) refuse(origin_, "it is empty");
        if (first_bad_byte(text_)) refuse(origin_, "it is not valid UTF-8");
        refuse_wrapping(text_, origin_);
        const auto scheme_end = text_.find("://");
        if (scheme_end == npos) {
            short_form();
        } else {
            check_scheme(text_.substr(0, scheme_end));
            url(text_.substr(scheme_end + 3));
        }
        return std::move(address_);
    }

  private:
    std::string_view text_;
    const Origin& origin_;
    ForeignParameters foreign_;
    Address address_;

    void short_form() {
        if (text_.starts_with('/') || text_.starts_with('@')) {
            address_.host = text_;
            return;
        }
        if (text_.find_first_of("@/?#") != npos || std::ranges::any_of(text_, is_space_or_control))
            refuse(origin_, "it is neither a host, nor host:port, nor a URL", url_hint);
        // As in host:$PORT without PORT: the default port might be another server's.
        if (text_.ends_with(':')) refuse(origin_, "the port behind ':' is missing");
        hosts(text_);
        const auto names = split(address_.host, ',');
        if (std::ranges::find(names, std::string_view()) != names.end())
            refuse(origin_, "it has no host");
    }

    void check_scheme(std::string_view scheme) const {
        const auto known = lower(scheme);
        if (known == "postgresql" || known == "postgres") return;
        if (known == "jdbc:postgresql" || known.starts_with("postgresql+")
            || known.starts_with("postgres+"))
            refuse(origin_, format("'{}://' is another program's form of a URL", scheme),
                   format("Write 'postgresql://' in the place of '{}://'.", scheme));
        if (scheme.empty() || !std::ranges::all_of(scheme, may_stand_in_scheme))
            refuse(origin_, "it is not a URL of PostgreSQL", url_hint);
        refuse(origin_, format("'{}://' is not a URL of PostgreSQL", scheme), url_hint);
    }

    void url(std::string_view rest) {
        if (std::ranges::any_of(rest, is_space_or_control))
            refuse(origin_, "it holds a space or a control character", "Write a space as %20.");
        if (rest.find('#') != npos) refuse(origin_, "it holds a '#'", "Write '#' as %23.");
        const auto question = rest.find('?');
        const auto before = rest.substr(0, question);
        const auto slash = before.find('/');
        authority(before.substr(0, slash));
        if (slash != npos) path(before.substr(slash + 1));
        if (question != npos) read_query(rest.substr(question + 1), origin_, foreign_, address_);
    }

    void authority(std::string_view text) {
        const auto at = text.find('@');
        if (at == npos) return hosts(text);
        if (text.find('@', at + 1) != npos)
            refuse(origin_, "it holds more than one '@'",
                   "Write '@' in the user or the password as %40.");
        const auto login = text.substr(0, at);
        const auto colon = login.find(':');
        if (colon != 0 && !login.empty())
            address_.user = decode(login.substr(0, colon), "user", origin_);
        if (colon != npos && colon + 1 < login.size())
            address_.password = Secret(decode(login.substr(colon + 1), "password", origin_));
        hosts(text.substr(at + 1));
    }

    void hosts(std::string_view text) {
        auto list = parse_hosts(text);
        if (!list.complaint.empty()) refuse(origin_, list.complaint, list.hint);
        address_.host = std::move(list.host);
        address_.port = std::move(list.port);
    }

    void path(std::string_view text) {
        // Most likely the end of a password that holds a '/', not a name.
        if (text.find('@') != npos)
            refuse(origin_, "it holds an '@' after the first '/'",
                   "Write '@' as %40, and '/' in the user or the password as %2F.");
        if (text.find('/') != npos)
            refuse(origin_, "a '/' stands in the name of the database",
                   "Leave it out, or write it as %2F if it belongs to the name.");
        if (!text.empty()) address_.database = decode(text, "name of the database", origin_);
    }
};

} // namespace

Address parse_address(const Setting<std::string>& text, ForeignParameters foreign) {
    return AddressReader(text, foreign).read();
}

} // namespace pgslate::config
