// Making a database, and making it like another.
#pragma once

#include "database/definition.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pgslate::database {

/// Hears of what looks wrong but ends nothing.
using Warn = std::function<void(const Problem&)>;

/// What decides whether template1 can be copied.
struct Template1 {
    std::optional<Definition> definition;
    bool in_use = false;
    bool collation_differs = false; ///< its version from the system's
};
/// Asks for that, among other questions, a server of this version (as PQserverVersion says it).
void ask_template1(postgres::Together& together, int version, Template1& result);

/// Creates an empty database. Where no template is named it is template1, or template0 if template1
/// is in use (the server would wait 5 s and then refuse), has another locale than wanted, or a
/// collation version that does not match the system's. Throws Error when the server refuses.
void create(postgres::Session& session, const std::string& name, const CreateOptions& options,
            const Warn& warn);

/// The same for the successor of a database: a tablespace that the role has no right to is warned
/// about and left out. `template1` is what was seen of it a moment ago, if somebody has looked.
void create_like(postgres::Session& session, const std::string& name, const CreateOptions& options,
                 const std::optional<Template1>& template1, const Warn& warn);

/// Gives it an owner, or warns where the role has no right to. Throws Error.
void give_owner(postgres::Session& session, const std::string& name, const std::string& owner,
                const Warn& warn);

/// Gives `name` the settings of `model`, for all and for single roles. What the role has no right
/// to is warned about and left out.
void copy_parameters(postgres::Session& session, const std::string& name, const Definition& model,
                     const Warn& warn);

/// Those of them that our sessions leave as they are and that queries of models may ask for:
/// parameters of one's own, with a point in their name, and the text search configuration; for all,
/// and for the role `user`.
std::vector<Parameter> own_parameters(const Definition& model, const std::string& user);

/// Gives `name` only these, as far as they hold for the session's role. What can't be is left out.
void copy_own_parameters(postgres::Session& session, const std::string& name,
                         const Definition& model);

/// Gives `name` the privileges of `model`, as copy_parameters() does.
void copy_grants(postgres::Session& session, const std::string& name, const Definition& model,
                 const Warn& warn);

} // namespace pgslate::database
