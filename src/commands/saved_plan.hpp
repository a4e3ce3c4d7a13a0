// A plan in a file: what apply may do, and for what it was made. Nothing of the file is ever run:
// whoever applies it makes the plan again, which has to be the same one.
#pragma once

#include "catalog/catalog.hpp"
#include "plan/plan.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace pgslate::commands {

/// What a plan was made of.
struct PlannedFor {
    std::string database;
    std::string live;     ///< a digest of what the database contains
    std::string declared; ///< a digest of what is declared, as the server prints it
};

PlannedFor planned_for(const std::string& database, const catalog::Catalog& live,
                       const catalog::Catalog& declared);

class SavedPlan {
  public:
    SavedPlan(PlannedFor made_for, const plan::Plan& plan);
    /// Reads one. Throws Error (65): it is no plan, is damaged, or another version's.
    static SavedPlan read(const std::filesystem::path& file);
    /// Throws Error.
    void write(const std::filesystem::path& file) const;

    /// Throws Error (65) if `now` is another one, and says what has changed since.
    void check(const SavedPlan& now) const;

  private:
    SavedPlan() = default;

    std::filesystem::path file_;
    PlannedFor made_for_;
    std::string steps_; ///< a digest of the statements, with what they may not show
    std::string text_;  ///< the statements for whoever reads the file

    std::vector<std::string> news(const SavedPlan& now) const;
};

} // namespace pgslate::commands
