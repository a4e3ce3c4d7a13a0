// Models in words: files given as texts in, statements or problems out.
#pragma once

#include "models/models.hpp"
#include "plan/plan.hpp"

#include <map>
#include <string>
#include <vector>

namespace pgslate::testing {

using Files = std::map<std::string, std::string>; ///< text by name
using Lines = std::vector<std::string>;

/// What the models in a folder with these files say. Throws as models::load() does.
models::Models load(const Files& files);

/// The statements that create everything the files declare, in order; layout is made one space.
Lines statements(const Files& files);

/// What is wrong with the files, as `file:line:column: message`; nothing if they are right.
Lines problems(const Files& files);

/// The Error that loading the files ends with. Throws something else if there is none.
Error error_of(const Files& files);

/// The statements of a plan; runs of white space are made one space.
Lines statements_of(const plan::Plan& plan);

/// A TOML model as the only file.
inline Files toml(const std::string& text) {
    return {{"model.toml", text}};
}

/// An SQL model as the only file.
inline Files sql(const std::string& text) {
    return {{"model.sql", text}};
}

/// Where the first line that contains `part` stands; the number of lines if none does.
std::size_t line_with(const Lines& lines, const std::string& part);

} // namespace pgslate::testing
