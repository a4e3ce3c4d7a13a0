// What outlives a database that is replaced, and what ends with it.
#pragma once

#include "commands/context.hpp"
#include "database/server.hpp"
#include "live/database_wide.hpp"
#include "plan/plan.hpp"

#include <atomic>
#include <future>
#include <string>
#include <string_view>
#include <vector>

namespace pgslate::commands {

/// What the former database has for all that is in it.
struct Kept {
    /// Default privileges; owner, privileges and comment of `public`: what of that the models do
    /// not speak of is to hold in the new one.
    catalog::Catalog rules;
    /// What of that the models say nothing of, though they speak of such: it would be a difference.
    /// What only takes rights away is kept all the same.
    catalog::Catalog refused;
    /// What is in none of its schemas.
    std::vector<live::Unhoused> unhoused;
};

/// Reads it from the target's database, with a session of its own, while others work. What it is
/// given has to live as long.
class ReadingKept {
  public:
    ReadingKept(const database::Server& server, postgres::Session& maintenance,
                std::string_view task);
    /// Where nobody has taken it, what went wrong meanwhile is told first: no lock is waited for.
    ~ReadingKept();
    ReadingKept(const ReadingKept&) = delete;
    ReadingKept& operator=(const ReadingKept&) = delete;

    /// Waits for it. Once only. Throws Error.
    live::DatabaseWide take() { return read_.get(); }

  private:
    postgres::Session& maintenance_;
    std::atomic<int> backend_ = 0; ///< that reads it
    std::future<live::DatabaseWide> read_;
};

/// Waits for it. `inside` is what the models make of the new one, and `user` the role that will.
/// Where the database lets nobody in, that is warned about. Throws Error: 75 where somebody locks
/// its catalogs.
Kept kept_of(const Context& context, ReadingKept& reading, const plan::Plan& inside,
             const std::string& user);

} // namespace pgslate::commands
