#pragma once

#include <string>

namespace pgslate::plan {

/// Is every value of type `from` the same once it is of type `to`, unless the server refuses it?
/// PostgreSQL rounds and cuts off without a word between numbers and between times (manual,
/// "Numeric Types", "Date/Time Types"): what is not known to keep values does not. A type that
/// another one of its name takes the place of refuses what it does not know. Types are written as
/// the server prints them.
bool keeps_values(const std::string& from, const std::string& to);

} // namespace pgslate::plan
