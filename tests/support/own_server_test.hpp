// For tests of the binary that mistreat a whole server, or that nobody else may change it
// meanwhile.
#pragma once

#include "support/own_server.hpp"
#include "support/program_test.hpp"

#include <memory>
#include <string>
#include <vector>

namespace pgslate::testing {

/// The target is on a server of the suite's own.
class OwnServerTest : public ProgramTest {
  protected:
    static void SetUpTestSuite() { server_ = std::make_unique<OwnServer>(); }
    static void TearDownTestSuite() { server_.reset(); }

    Program on_own_server(std::vector<std::string> arguments) const;

    /// One after the other, each in a transaction of its own.
    static void execute(const std::vector<std::string>& statements,
                        const std::string& database = "postgres");
    static std::string ask_own(const std::string& question,
                               const std::string& database = "postgres");

    inline static std::unique_ptr<OwnServer> server_;
};

} // namespace pgslate::testing
