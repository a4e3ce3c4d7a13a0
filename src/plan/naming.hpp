// From what is said of old names to the renames that bring a database to the new ones.
#pragma once

#include "catalog/catalog.hpp"
#include "catalog/hints.hpp"
#include "plan/rename.hpp"

#include <string>
#include <utility>
#include <vector>

namespace pgslate::plan {

/// What came of a hint that leads to no rename.
struct Unused {
    enum class Why {
        done,    ///< only the new name is there
        nothing, ///< neither is there
        both     ///< both are there, and two things
    };
    catalog::Identity declared;
    std::string was; ///< the old name
    Why why{};
    Place place;
};

/// A rename that was asked for by its words, and not by a model.
struct Told {
    catalog::Identity from;                ///< as it is live
    std::vector<std::string> to;           ///< one name, or with those that stand before it
    std::optional<std::string> value = {}; ///< of an enum: the value that is renamed
};

struct ToldRenames {
    std::vector<Told> renames;
    std::vector<Unused> done; ///< there is something of the new name already, and not of the old
};
/// Reads `OLD=NEW`: what the program calls something, with the kind or without, and a name. Throws
/// Error (64) where nothing is called so, or more than one thing.
ToldRenames told_renames(const std::vector<std::string>& texts, const catalog::Catalog& live);

struct Naming {
    std::vector<catalog::Identity> schemas; ///< that have to be there first
    std::vector<Rename> renames;            ///< in order, each one statement
    std::vector<Unused> unused;
};

/// The renames that are asked for and can be: chains and exchanges in the order that works, by way
/// of a third name where need be. What is in the way, and will go, steps aside. Sequences that
/// belong to a column follow it: their counters are the column's. Renames `live`. Throws Error (64)
/// where nobody declares what was told.
Naming naming_of(const catalog::Catalog& declared, Renamed& live, const catalog::Hints& hints,
                 const std::vector<Told>& told, int server_major);

/// What is declared, as it is printed as long as the renames have not been done.
struct OldForm {
    catalog::Catalog printed;
    catalog::Catalog same; ///< what of the live side differs from it only in how it is printed
    std::map<catalog::Identity, catalog::Identity> now; ///< what is declared, by its old name
};

/// Takes from `declared` what `live` has as well, but printed with other names.
void take_over(Renamed& live, const catalog::Catalog& declared, const OldForm& old);

/// Indexes and constraints that are what is declared, but for their name: renames `live`, which was
/// `before` before the renames.
std::vector<Rename> same_by_another_name(const catalog::Catalog& declared, Renamed& live,
                                         const catalog::Catalog& before, const OldForm& old,
                                         int server_major);

/// What gives what is declared its old names back, where it has been built.
struct Undoing {
    std::vector<sql::Text> statements;
    std::map<catalog::Identity, catalog::Identity> now; ///< what is declared, by its old name
};
Undoing undoing(const catalog::Catalog& declared, const std::vector<Rename>& renames,
                int server_major);

/// What is declared as it might be printed with the old names, where no server prints it: names
/// stand in for names, word by word. What is taken for the same by it still has to be proven.
OldForm with_old_names(const catalog::Catalog& declared, const std::vector<Rename>& renames,
                       int server_major);

} // namespace pgslate::plan
