#pragma once

#include "catalog/catalog.hpp"

#include <string>
#include <vector>

namespace pgslate::live {

struct Reading {
    catalog::Catalog catalog;
    /// What the database contains and this program does not know: "pg_propgraph_element (3)".
    std::vector<std::string> unknown;
    /// What this transaction (an xid8) and later ones have written may be missing.
    std::string horizon;
    /// Is it the same in a later reading, then nothing was written on the server meanwhile; empty:
    /// somebody may have been writing.
    std::string standstill;
    /// Of the catalogs at that horizon (catalog_fingerprint.hpp); empty where it was not asked for,
    /// or can't be told.
    std::string fingerprint;
};

} // namespace pgslate::live
