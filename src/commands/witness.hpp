// Somebody else who looks at what apply has made: pg_dump.
#pragma once

#include "commands/alteration.hpp"
#include "commands/context.hpp"
#include "commands/dump_entries.hpp"
#include "local/dump_program.hpp"

#include <string>
#include <vector>

namespace pgslate::commands {

/// What pg_dump sees.
struct Testimony {
    std::string version; ///< of pg_dump
    std::vector<DumpDifference> differences;
};

class Witness {
  public:
    /// To be made before anything is altered: throws Error (77) if there is no pg_dump that can
    /// read the server. The context has to live as long.
    Witness(const Context& context, int server_major);

    /// Compares the target's database with what is declared. What models don't mention, what is
    /// ignored, partitions that are kept, owners and privileges are none of it. Throws Error.
    Testimony look(const database::Server& server, Destination& destination,
                   postgres::Session& session) const;

  private:
    std::string dumped(const postgres::ConnectionParameters& connection) const;

    const Context& context_;
    local::DumpProgram program_;
};

} // namespace pgslate::commands
