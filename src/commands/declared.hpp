// The models of a command that replaces what they declare, and may not have to read them.
#pragma once

#include "commands/context.hpp"
#include "commands/models_on_demand.hpp"

namespace pgslate::commands {

/// Models to replace a database with: they declare something. The context has to live as long.
class Declared {
  public:
    /// Throws Error.
    explicit Declared(const Context& context) : context_(context), models_(context) {}

    const models::Sources& sources() const { return models_.sources(); }
    /// Reads them where that takes next to no time: what is wrong with them is then said before
    /// anything else. Throws as models().
    void read_if_few();
    /// Read when they are first asked for; their warnings go to the context then. Throws Error
    /// (65).
    const models::Models& models();

  private:
    const Context& context_;
    ModelsOnDemand models_;
    bool checked_ = false;
};

} // namespace pgslate::commands
