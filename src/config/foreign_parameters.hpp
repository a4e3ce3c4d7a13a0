// Parameters of a URL that libpq does not know: those of the program that the URL was written for.
#pragma once

#include "base/error.hpp"
#include "config/setting.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::config {

enum class ForeignParameters {
    refused,     ///< in a URL that was written for pgslate they are mistakes
    passed_over, ///< in a URL that an application needs as it is, as DATABASE_URL
};

/// One that was passed over.
struct ForeignParameter {
    std::string name; ///< as people are told
    std::string hint; ///< what it means, or may have been meant to be; or empty
};

/// Is it another program's? Neither is decoded as libpq would: its writing is that program's too.
bool is_foreign(std::string_view keyword, std::string_view value);

/// What it means to its program, and how that is said here; empty if nobody has to know.
std::string meaning_of(std::string_view keyword, std::string_view value);

/// `keyword` and `value` must be foreign.
ForeignParameter foreign_parameter(std::string_view keyword, std::string_view value);

/// What whoever set `origin` is told of those in it; there is one at least.
Problem told_of(const std::vector<ForeignParameter>& parameters, const Origin& origin);

} // namespace pgslate::config
