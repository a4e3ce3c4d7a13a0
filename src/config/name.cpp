#include "config/name.hpp"

#include "base/format.hpp"
#include "base/logins.hpp"
#include "base/utf8.hpp"

namespace pgslate::config {
namespace {

// NAMEDATALEN - 1 (PostgreSQL manual, "Identifiers and Key Words"): longer names are cut silently,
// and so may come to mean another database.
constexpr std::size_t longest_name = 63;

} // namespace

void check_name(const std::string& name, std::string_view what, const Origin& origin,
                std::string_view hint) {
    if (name.empty()) refuse(origin, format("the name of the {} is empty", what));
    if (first_bad_byte(name))
        refuse(origin, format("the name of the {} is not valid UTF-8, or holds NUL", what), hint);
    if (may_hold_password(name))
        refuse(origin, format("the name of the {} looks like a URL or a connection string", what),
               "A URL is given with --url, or as DATABASE_URL.");
    if (name.size() > longest_name)
        refuse(origin,
               format("the name of the {} has {} bytes, PostgreSQL takes at most {}", what,
                      name.size(), longest_name),
               hint);
}

} // namespace pgslate::config
