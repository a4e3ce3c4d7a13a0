// Models that nobody reads who does not need to.
#pragma once

#include "commands/context.hpp"
#include "models/models.hpp"

#include <future>
#include <memory>

namespace pgslate::commands {

/// The target's models; or none, where the declared state is another database. Copies share what
/// was read.
class ModelsOnDemand {
  public:
    /// Finds their files, and runs what prints some. Throws Error.
    explicit ModelsOnDemand(const Context& context);

    /// As they stand there.
    const models::Sources& sources() const { return *sources_; }
    /// Read when they are first asked for. Throws Error (65), each time.
    const models::Models& get() const { return loading_.get(); }

  private:
    std::shared_ptr<const models::Sources> sources_;
    std::shared_future<models::Models> loading_;
};

} // namespace pgslate::commands
