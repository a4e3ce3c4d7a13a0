// The models of a command that may not have to read them.
#pragma once

#include "commands/context.hpp"
#include "models/models.hpp"

#include <optional>

namespace pgslate::commands {

/// What stands in the files is there from the beginning; it is read when somebody first asks for
/// what it means. The context has to live as long.
class Declared {
  public:
    /// Throws Error.
    explicit Declared(const Context& context);

    const models::Sources& sources() const { return sources_; }
    /// Reads them where that takes next to no time: what is wrong with them is then said before
    /// anything else. Throws as models().
    void read_if_few();
    /// Models to replace a database with: they declare something. Their warnings go to the
    /// context. Throws Error (65).
    const models::Models& models();

  private:
    const Context& context_;
    models::Sources sources_;
    std::optional<models::Models> models_;
};

} // namespace pgslate::commands
