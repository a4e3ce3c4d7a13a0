// Models that programs print.
#pragma once

#include "models/models.hpp"

namespace pgslate::models {

/// What the program prints, as a .sql model. Throws Error: ExitStatus::bad_configuration if it
/// can't be run or its file is somebody else's, ExitStatus::bad_model if it fails or prints
/// nothing.
Sources::File printed_by(const Program& program, Interruption* interruption);

/// The lines that problems of printed models are about, which stand in no file.
void add_excerpts_of_printed(const Sources& sources, std::vector<Problem>& problems);

} // namespace pgslate::models
