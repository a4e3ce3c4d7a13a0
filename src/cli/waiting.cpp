#include "cli/waiting.hpp"

#include "base/format.hpp"

#include <memory>
#include <optional>
#include <string>

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

std::size_t milliseconds(std::chrono::milliseconds time) {
    return static_cast<std::size_t>(time.count());
}

// What is known of the wait from one look to the next.
struct Waiting {
    std::string state;
    std::optional<Progress::Task> task;
};

} // namespace

database::WaitingListener show_waiting(const report::Output& output, Progress& progress) {
    return [&output, &progress,
            waiting = std::make_shared<Waiting>()](const database::WaitingState& now) {
        if (!now.obstacle) return waiting->task.reset();
        auto state = format("Waiting for the server: {}", words_for(*now.obstacle));
        if (state != waiting->state) {
            if (!progress.is_shown()) output.note(state);
            waiting->task.reset();
            waiting->task.emplace(&progress, state, milliseconds(now.patience), "ms");
            waiting->state = std::move(state);
        }
        if (waiting->task) waiting->task->set_done(milliseconds(now.elapsed));
    };
}

} // namespace pgslate::cli
