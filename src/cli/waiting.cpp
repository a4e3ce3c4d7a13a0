#include "cli/waiting.hpp"

#include "base/format.hpp"
#include "report/progress.hpp"

#include <memory>

namespace pgslate::cli {
namespace {

using database::Obstacle;

std::string_view words_for(Obstacle obstacle) {
    switch (obstacle) {
    case Obstacle::unknown_host: return "its host is not known";
    case Obstacle::refused: return "the connection is refused";
    case Obstacle::no_answer: return "no answer";
    case Obstacle::starting_up: return "it is starting up";
    case Obstacle::initialising: return "a container's set-up is running";
    case Obstacle::turned_away: return "it turns connections away";
    }
    return "";
}

double in_seconds(std::chrono::milliseconds time) {
    return std::chrono::duration<double>(time).count();
}

} // namespace

database::WaitingListener show_waiting(const report::Output& output) {
    auto progress = std::make_shared<report::Progress>(output);
    return [progress](const database::WaitingState& now) {
        if (!now.obstacle) return progress->clear();
        progress->show(
            format("Waiting for the server: {}", words_for(*now.obstacle)),
            format("{:.1f} s of {} s", in_seconds(now.elapsed), in_seconds(now.patience)));
    };
}

} // namespace pgslate::cli
