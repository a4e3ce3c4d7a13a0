#pragma once

#include "catalog/identity.hpp"
#include "sql/text.hpp"

namespace pgslate::plan {

/// An object as COMMENT ON, SECURITY LABEL ON and ALTER ... OWNER TO name it: `TABLE app.user`
/// (manual, "COMMENT").
sql::Text subject(const catalog::Identity& id);

/// The same as GRANT names it (manual, "GRANT"): views are tables there.
sql::Text grant_subject(const catalog::Identity& id);

} // namespace pgslate::plan
