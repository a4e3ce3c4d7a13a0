// Databases that wait: templates of what models have made, and spares, copies of such a template
// that are there before they are wanted.
#pragma once

#include "database/creation.hpp"
#include "database/temporary.hpp"
#include "postgres/together.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::database {

/// What is written down about one when it is finished.
struct Mark {
    std::string key;        ///< a digest of all that decides what is in it
    std::string rules;      ///< a digest of what it has for all that is in it
    bool plain = false;     ///< nothing of that was kept of another database
    std::int64_t bytes = 0; ///< its size
};

/// One of ours by its name and its owner.
struct Stocked {
    Temporary id; ///< role `stored` or `spare`
    /// Nothing: it was not finished, or is not as it was when it was. A finished one lets nobody
    /// in, so whoever wants to change it has to alter the database first. That writes its row in
    /// pg_database anew, under another transaction id (xmin) than the mark says; to put the old one
    /// back is nobody's power.
    std::optional<Mark> mark;
};

/// Asks, among other questions, for the templates of these models and the spares for `target`.
/// None that somebody is at.
void ask_stock(postgres::Together& together, const std::string& models, const std::string& target,
               std::vector<Stocked>& result);

/// The same for whatever models and databases, as their comments say what they are about.
void ask_all_stock(postgres::Together& together, std::vector<Stocked>& result);

/// How many spares there are for it, those too that somebody prepares at this moment.
std::size_t spares_for(postgres::Session& session, const std::string& target, const Mark& mark);

/// The template of that key.
Temporary template_of(const std::string& models, const std::string& key);

/// What a template would not show of a change to template1, which the server's databases are made
/// from: it changes when somebody has written there. Empty: that can't be told.
struct Template1State {
    std::string text;
    bool clones_files = false; ///< the server copies files by the file system (file_copy_method)
};
void ask_template1_state(postgres::Together& together, int version, Template1State& result);

/// Copies the database `from`, which nobody may be in, by the strategy that `like` says, and marks
/// the copy. False: somebody else is at it, or it is there already. Throws Error; then nothing is
/// left of it.
bool stock(postgres::Session& session, const Temporary& what, const CreateOptions& like,
           const std::string& from, const Mark& mark);

/// How a database of that size is copied best. bench/README.md has the figures.
std::string strategy_for(const Template1State& server, std::int64_t bytes);

} // namespace pgslate::database
