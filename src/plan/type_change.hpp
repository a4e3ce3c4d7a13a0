#pragma once

#include <string>

namespace pgslate::plan {

/// Is every value of type `from` the same once it is of type `to`, unless the server refuses it?
/// PostgreSQL rounds and cuts off without a word between numbers and between times (manual,
/// "Numeric Types", "Date/Time Types"): what is not known to keep values does not. A type that
/// another one of its name takes the place of refuses what it does not know. Types are written as
/// the server prints them.
bool keeps_values(const std::string& from, const std::string& to);

/// Is every value of type `from` one of type `to`, so that the server refuses none?
bool takes_all(const std::string& from, const std::string& to);

/// Are the rows as they are stored with values of type `from` what they have to be with those of
/// type `to`? Then they are not written anew (manual, "ALTER TABLE"; the functions that
/// pg_proc.prosupport names for varchar and numeric).
bool is_stored_alike(const std::string& from, const std::string& to);

} // namespace pgslate::plan
