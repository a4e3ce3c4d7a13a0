#include "config/foreign_parameters.hpp"

#include "base/enumeration.hpp"
#include "base/format.hpp"
#include "base/suggest.hpp"
#include "config/keywords.hpp"

#include <algorithm>
#include <array>

namespace pgslate::config {
namespace {

// Prisma's, JDBC's, and what Go's drivers hand to the server.
bool is_place_of_tables(std::string_view keyword) {
    constexpr std::array<std::string_view, 3> names = {"schema", "currentSchema", "search_path"};
    return std::ranges::find(names, keyword) != names.end();
}

// Prisma's, and JDBC's, which are more like one of libpq's than they are meant to be.
bool is_about_certificates(std::string_view keyword) {
    constexpr std::array<std::string_view, 3> names = {"ssl", "sslaccept", "sslfactory"};
    return std::ranges::find(names, keyword) != names.end();
}

// Of node-postgres.
bool is_no_verify(std::string_view keyword, std::string_view value) {
    return keyword == "sslmode" && value == "no-verify";
}

} // namespace

bool is_foreign(std::string_view keyword, std::string_view value) {
    if (keyword == "servicefile") return false; // libpq's own word
    if (keyword == "ssl") return value != "true";
    return !is_libpq_keyword(keyword) || is_no_verify(keyword, value);
}

std::string meaning_of(std::string_view keyword, std::string_view value) {
    if (is_no_verify(keyword, value))
        return "'sslmode=no-verify' means to encrypt without looking at the server's certificate: "
               "libpq says 'sslmode=require'.";
    if (is_place_of_tables(keyword))
        return format("'{}' says in which schema a program finds its tables; here the models say "
                      "it, as in: schema = \"app\".",
                      keyword);
    if (is_about_certificates(keyword))
        return format("What '{}' says of encryption, libpq says with 'sslmode': disable, require, "
                      "verify-full.",
                      keyword);
    return {};
}

ForeignParameter foreign_parameter(std::string_view keyword, std::string_view value) {
    ForeignParameter parameter{.name = std::string(keyword), .hint = meaning_of(keyword, value)};
    if (is_no_verify(keyword, value)) parameter.name = "sslmode=no-verify";
    if (!parameter.hint.empty()) return parameter;
    if (const auto better = nearest(keyword, libpq_keywords()))
        parameter.hint = format("If '{}' is a slip, write '{}'.", keyword, *better);
    return parameter;
}

Problem told_of(const std::vector<ForeignParameter>& parameters, const Origin& origin) {
    std::vector<std::string> names;
    std::vector<std::string> hints;
    for (const auto& parameter : parameters) {
        if (std::ranges::find(names, format("'{}'", parameter.name)) != names.end()) continue;
        names.push_back(format("'{}'", parameter.name));
        if (!parameter.hint.empty()) hints.push_back(parameter.hint);
    }
    return problem_at(origin,
                      format("{}: {} {} no {} of libpq and passed over", origin.name,
                             enumeration(names), names.size() == 1 ? "is" : "are",
                             names.size() == 1 ? "parameter" : "parameters"),
                      std::move(hints));
}

} // namespace pgslate::config
