#include "base/progress.hpp"

#include <utility>

namespace pgslate {

Progress::Progress(bool shown, Heard statements)
    : shown_(shown), statements_(std::move(statements)) {}

std::optional<Progress::Now> Progress::now() const {
    const std::lock_guard lock(mutex_);
    if (tasks_.empty()) return std::nullopt;
    const auto& task = *tasks_.back();
    Now now{.what = task.what_,
            .count = {task.done_, task.total_, task.unit_},
            .elapsed = Clock::now() - task.since_,
            .part = task.part_,
            .part_count = task.part_count_};
    if (!remark_ || remark_->answers != answers_) return now;
    now.part = remark_->part;
    now.part_count = remark_->count;
    return now;
}

void Progress::remark(std::string part, Count count) {
    const std::lock_guard lock(mutex_);
    remark_ = {.part = std::move(part), .count = count, .answers = answers_};
}

// What becomes of the words is no reason to end the work.
void Progress::hear(std::string_view statement, std::chrono::nanoseconds took) const try {
    if (hears_statements()) statements_(statement, took);
} catch (...) {
}

Progress::Task::Task(Progress* progress, std::string_view what, std::size_t total,
                     std::string_view unit)
    : progress_(progress != nullptr && progress->is_shown() ? progress : nullptr), unit_(unit),
      total_(total) {
    if (progress_ == nullptr) return;
    what_ = what;
    since_ = Clock::now();
    const std::lock_guard lock(progress_->mutex_);
    place_ = progress_->tasks_.insert(progress_->tasks_.end(), this);
}

Progress::Task::~Task() {
    if (progress_ == nullptr) return;
    const std::lock_guard lock(progress_->mutex_);
    progress_->tasks_.erase(place_);
}

void Progress::Task::set_part(std::string part, Count count) {
    if (progress_ == nullptr) return;
    const std::lock_guard lock(progress_->mutex_);
    part_ = std::move(part);
    part_count_ = count;
}

Progress::Trial::Trial(Progress* progress) : progress_(progress) {
    if (progress_ != nullptr) ++progress_->trials_;
}

Progress::Trial::~Trial() {
    if (progress_ != nullptr) --progress_->trials_;
}

} // namespace pgslate
