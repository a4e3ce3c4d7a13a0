#pragma once

#include <set>
#include <string>
#include <vector>

namespace pgslate::apply {

/// Which SET statements hold in a session, and what brings it to others.
class Settings {
  public:
    /// `own` are the session's own SET statements, which every reset is followed by: the first
    /// change begins with one, since a session begins without the path of models.
    explicit Settings(std::vector<std::string> own) : own_(std::move(own)) {}
    /// The statements that make exactly `wanted` hold, in order; they are taken to have run.
    std::vector<std::string> change_to(const std::vector<std::string>& wanted);
    /// The statements that take all of them back.
    std::vector<std::string> reset() const;
    /// Nothing is known of the session any more: the next change begins with a reset.
    void forget() { known_ = false; }
    /// This statement is never sent again: the server does not know the parameter.
    void leave_out(const std::string& statement) { left_out_.insert(statement); }

  private:
    std::vector<std::string> own_;
    std::vector<std::string> holding_;
    std::set<std::string> left_out_;
    bool known_ = false;
};

} // namespace pgslate::apply
