// pgslate: gives a PostgreSQL database a clean slate.
#include "cli/process.hpp"
#include "cli/run.hpp"

#include <string>
#include <vector>

int main(int argc, char** argv) {
    pgslate::cli::open_standard_descriptors();
    pgslate::cli::survive_failed_writing();
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    pgslate::cli::hide_urls(argc, argv);
    const auto status = pgslate::cli::run(arguments);
    return static_cast<int>(status);
}
