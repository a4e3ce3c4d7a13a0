// Databases in which models are tried, so that PostgreSQL makes them canonical.
#pragma once

#include "database/server.hpp"
#include "desired/request.hpp"
#include "plan/plan.hpp"
#include "postgres/session.hpp"

#include <cstddef>
#include <memory>
#include <string_view>

namespace pgslate::desired {

/// A scratch database, the server that it is on, and a session with it.
struct Workshop;

/// A scratch database in which a plan has run, on the server or on the one that the request names
/// for that. At the end of its scope it is gone.
class ScratchBuild {
  public:
    /// Throws Error: 65 where the server refuses the plan.
    ScratchBuild(const Request& request, const database::Server& server, plan::Plan plan,
                 std::string_view task);
    ScratchBuild(ScratchBuild&&) noexcept;
    ScratchBuild& operator=(ScratchBuild&&) noexcept;
    ~ScratchBuild();

    postgres::Session& session();
    /// How many statements of the plan ran.
    std::size_t statements() const;

  private:
    std::unique_ptr<Workshop> workshop_;
    std::size_t statements_ = 0;
};

} // namespace pgslate::desired
