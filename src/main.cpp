// pgslate: gives a PostgreSQL database a clean slate.
#include "cli/run.hpp"

int main(int argc, char** argv) {
    const auto status = pgslate::cli::run({argv + 1, argv + argc});
    return static_cast<int>(status);
}
