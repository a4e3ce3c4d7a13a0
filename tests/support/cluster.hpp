// A PostgreSQL server of a test's own, for what the shared one must not go through.
#pragma once

#include "support/temporary_folder.hpp"

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace pgslate::testing {

/// A new cluster that trusts everybody, its socket in its folder; no TCP unless asked for. Its
/// server, if one runs, ends with it.
class Cluster {
  public:
    Cluster();
    ~Cluster() { stop(); }
    Cluster(const Cluster&) = delete;
    Cluster& operator=(const Cluster&) = delete;

    /// Lines for the end of postgresql.conf.
    void configure(const std::string& lines) const;
    /// An empty file in the data folder, such as `standby.signal`.
    void touch(const std::string& name) const;
    /// Starts the server and returns before it is ready.
    void start(const std::vector<std::string>& arguments = {});
    void signal(int number) const;
    /// Immediately; nothing in the cluster matters any more than that it starts again.
    void stop();

    std::filesystem::path folder() const { return folder_.path(); }

  private:
    std::filesystem::path data() const { return folder() / "data"; }

    TemporaryFolder folder_;
    pid_t server_ = 0;
};

} // namespace pgslate::testing
