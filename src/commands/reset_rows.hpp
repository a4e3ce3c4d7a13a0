// Resetting a database in place whose catalogs are as they shall be: only rows go.
#pragma once

#include "commands/context.hpp"
#include "commands/declared.hpp"
#include "commands/known_slate.hpp"
#include "commands/reset_in_place.hpp"
#include "live/rows_in_schemas.hpp"
#include "postgres/session.hpp"

#include <optional>
#include <string_view>

namespace pgslate::commands {

/// Which tables of these schemas may have rows, and which sequences there are, but for what the
/// context says to ignore, which counts as outside. Throws Error.
live::RowsInSchemas rows_of_models(postgres::Session& session,
                                   const std::vector<std::string>& schemas, const Context& context);

/// Removes, among other statements, the large objects of a database that has tables in these
/// schemas alone: elsewhere, and where something is ignored, somebody else may have their numbers.
void remove_large_objects(postgres::Together& together, const std::vector<std::string>& schemas,
                          const Context& context);

/// Says why rows are not enough, to whoever wants to know more.
void tell_why_everything(const Context& context, std::string_view why);

/// Takes the rows out of the slate's schemas, lets sequences begin anew, removes large objects that
/// nobody outside can have, and runs what in the models adds rows, in one transaction of the
/// session. What the context says to ignore stays. Nothing: that is not enough, or fails, and has
/// come to nothing; everything has to be made anew. Throws Error where that would fare no better.
std::optional<InPlace> reset_rows(const Context& context, postgres::Session& session,
                                  Declared& declared, KnownSlate& known, const Slate& slate);

} // namespace pgslate::commands
