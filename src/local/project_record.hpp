// Which project a private server belongs to, and what has become of its folder.
#pragma once

#include "local/server_place.hpp"

#include <filesystem>

namespace pgslate::local {

/// What stands now where the project folder was. Out of reach: it may not be looked at, or what it
/// was on is not mounted. Unknown: nothing says for certain where it was.
enum class ProjectFolder { there, gone, out_of_reach, unknown };

struct Project {
    std::filesystem::path folder; ///< empty if it is unknown
    ProjectFolder state = ProjectFolder::unknown;
};

/// Writes down in its home whose server it is. Nothing is written if that stands there.
void record_project(const ServerPlace& place);

/// The project that was written down. Nothing else counts than what this user has written, and
/// what the name of the place itself confirms.
Project project_of(const ServerPlace& place);

} // namespace pgslate::local
