#pragma once

#include <string>

namespace pgslate::plan {

/// Is every value of type `from` the same once it is of type `to`, unless the server refuses it?
/// PostgreSQL rounds and cuts off without a word between numbers, between times and blanks at the
/// end of a text (manual, "Numeric Types", "Date/Time Types", "Character Types"): what is not known
/// to keep values may not. A type that another one of its name takes the place of refuses what it
/// does not know. Types are written as the server prints them, domains as what they are made of.
bool keeps_values(const std::string& from, const std::string& to);

/// Has each value of the type but one text, from which it comes back?
bool is_written_exactly(const std::string& type);

/// Is every value of type `from` one of type `to`, so that the server refuses none?
bool takes_all(const std::string& from, const std::string& to);

/// Are the rows as they are stored with values of type `from` what they have to be with those of
/// type `to`? Then they are not written anew (manual, "ALTER TABLE"; the functions that
/// pg_proc.prosupport names for varchar and numeric).
bool is_stored_alike(const std::string& from, const std::string& to);

} // namespace pgslate::plan
