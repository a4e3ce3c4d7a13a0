#pragma once

#include "catalog/identity.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace pgslate::report {

/// What a command has made, and how long it took: "12 tables, 31 indexes in 0.21 s". Parts such as
/// columns, and what is said about objects, go without saying. Nothing that counts: so many
/// statements.
std::string made_in_words(const std::vector<catalog::Identity>& made, std::size_t statements,
                          std::chrono::duration<double> took);

} // namespace pgslate::report
