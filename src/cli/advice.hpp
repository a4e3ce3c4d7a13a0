// What people type who come from other programs, or in haste, and how it is said here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pgslate::cli {

inline constexpr std::string_view behind_the_mark =
    "What is for psql stands behind --: `pgslate psql -- --command 'select 1'`.";

/// How what an option of psql, pg_dump, dbmate and the like says is said here, as a whole sentence;
/// empty if it is none that is known.
std::string_view instead_of_option(std::string_view option);

/// The one of `commands` that a word means: misspelt, cut short, or called otherwise elsewhere;
/// empty if there is none.
std::string command_meant_by(std::string_view word, const std::vector<std::string>& commands);

/// What a word behind a command that expects none may mean, as a whole sentence. A URL is not
/// repeated: it may hold a password.
std::string instead_of_word(std::string_view command, std::string_view word);

} // namespace pgslate::cli
