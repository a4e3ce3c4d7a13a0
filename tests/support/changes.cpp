#include "support/changes.hpp"

#include "base/files.hpp"
#include "live/server_lines.hpp"

#include <sstream>

namespace pgslate::testing {
namespace {

std::string changes_file() {
    return read_file(PGSLATE_SOURCE_DIR "/tests/fixtures/changes.txt", ExitStatus::failed);
}

// One a line, with a tab between what is done and what is seen.
std::vector<ChangeByHand> changes_in(const std::string& text) {
    std::istringstream lines(text);
    std::vector<ChangeByHand> changes;
    for (std::string line; std::getline(lines, line);) {
        line = line.substr(0, line.find(" -- ")); // for which servers it is
        const auto tab = line.find('\t');
        changes.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
    return changes;
}

} // namespace

std::vector<ChangeByHand> changes_for(int version) {
    return changes_in(live::for_server(changes_file(), version));
}

std::vector<ChangeByHand> all_changes() {
    return changes_in(changes_file());
}

} // namespace pgslate::testing
