#pragma once

#include "commands/context.hpp"
#include "database/definition.hpp"
#include "database/name_lock.hpp"
#include "database/temporary.hpp"
#include "postgres/together.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgslate::commands {

/// As long as the target's lock timeout; a note says for whom it waits.
database::Patience patience_of(const Context& context);

/// The lock for the target's name. As soon as it is held, what a killed run left behind is removed.
class DatabaseLock {
  public:
    /// `also` is asked with each attempt; what it gives holds under the lock.
    DatabaseLock(const Context& context, postgres::Session& maintenance,
                 const postgres::Together& also = {});
    DatabaseLock(const Context& context, postgres::Session& maintenance,
                 const postgres::Together& also, const database::Patience& patience);

    /// What the target's database was once the lock was held; nothing if there was none.
    const std::optional<database::Definition>& definition() const { return found_.definition; }

    /// Gives it back before its end.
    void give_back() noexcept { lock_.give_back(); }

  private:
    struct Found {
        std::vector<database::Temporary> leftovers;
        bool invalid = false;
        std::optional<database::Definition> definition;
        postgres::Together questions(const std::string& database, const postgres::Together& also);
    };

    Found found_;
    database::NameLock lock_;
};

} // namespace pgslate::commands
