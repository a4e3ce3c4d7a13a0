// What pg_dump says of a database, object by object, and how two of its dumps differ.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::commands {

/// What the program writes above each object: `-- Name: t; Type: TABLE; Schema: public`.
struct DumpedObject {
    std::string type;
    std::string schema; ///< `-` for what is in none
    std::string name;

    friend auto operator<=>(const DumpedObject&, const DumpedObject&) = default;
};

/// "TABLE public.t".
std::string to_string(const DumpedObject& object);

/// The statements of each object, several in their order.
using DumpedObjects = std::map<DumpedObject, std::string>;

/// Settings, comments, psql's commands and what the program says besides are left out.
DumpedObjects objects_in(std::string_view dump);

/// Does the program say the same of an object? The order of what a table holds counts for nothing,
/// because columns are added behind others; nor do brackets and casts, which the server prints
/// otherwise once it has read its own text.
bool say_the_same(const DumpedObject& object, std::string_view one, std::string_view other);

struct DumpDifference {
    DumpedObject object;
    std::string present; ///< what is said of the database; empty: nothing
    std::string wanted;  ///< what is said of what it should be
};

/// Where two dumps differ; of what only `present` has, only what counts.
std::vector<DumpDifference> differences_of(const DumpedObjects& present,
                                           const DumpedObjects& wanted,
                                           const std::function<bool(const DumpedObject&)>& counts);

} // namespace pgslate::commands
