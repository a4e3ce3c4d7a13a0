// Databases that wait: templates of what models have made, and spares, copies of such a template
// that are there before they are wanted.
#pragma once

#include "database/creation.hpp"
#include "database/mark.hpp"
#include "database/temporary.hpp"
#include "postgres/together.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::database {

/// One of ours by its name and its owner.
struct Stocked {
    std::string name;
    Temporary id; ///< role `stored` or `spare`; no target: nobody knows what it was to be for
    /// Nothing: it was not finished, or is not as it was when it was. A finished one lets nobody
    /// in, so whoever wants to change it has to alter the database first. That writes its row in
    /// pg_database anew, under another transaction id (xmin) than the mark says; to put the old one
    /// back is nobody's power.
    std::optional<Mark> mark;
    bool in_use = false; ///< it lets people in, or there are sessions in it
    std::string oid;
    bool finished = false; ///< it was said what it is; if not, whoever made it was killed
};

/// Those that are there, and those that are going to be.
struct Stock {
    std::vector<Stocked> ready;
    std::vector<std::string> prepared; ///< the names of those that somebody is at

    /// Whoever was at one may have finished it, and gone, between the questions: where it is not
    /// certain that one was never finished, they have to be asked again.
    bool is_certain() const { return std::ranges::all_of(ready, &Stocked::finished); }
};

/// Asks, among other questions, for the templates of these models and the spares for `target`.
void ask_stock(postgres::Together& together, const std::string& models, const std::string& target,
               Stock& result);
/// The same for whatever models and databases of a server, as their comments say what they are
/// about. One that has none was never finished, since nobody is at it: its name alone is the proof.
void ask_all_stock(postgres::Together& together, Stock& result);

/// The name of the lock that whoever prepares spares for a database holds.
std::string spares_lock(const std::string& target);

/// Is there that database, and are there less spares for it than are wanted?
bool lacks_spares(postgres::Session& session, const std::string& target, const Mark& mark,
                  std::size_t wanted);

/// The template of that key.
Temporary template_of(const std::string& models, const std::string& key);

/// Copies the database `from`, which nobody may be in, by the strategy that `like` says, and marks
/// the copy. False: somebody else is at it, or it is there already. Throws Error; then nothing is
/// left of it.
bool stock(postgres::Session& session, const Temporary& what, const CreateOptions& like,
           const std::string& from, const Mark& mark);

/// A spare for `target` that is like that becomes the template `what`, which is gone: it is a copy
/// of it. False: there is no such spare, or there is something of the template's name, whatever
/// that is worth. Throws Error.
bool make_template_of_spare(postgres::Session& session, const Temporary& what,
                            const std::string& target, const Mark& mark);

} // namespace pgslate::database
