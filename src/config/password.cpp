#include "config/password.hpp"

#include "base/files.hpp"
#include "base/format.hpp"
#include "base/program.hpp"
#include "base/shell.hpp"
#include "base/utf8.hpp"

#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <utility>

namespace pgslate::config {
namespace {

Secret checked(std::string password, const Origin& origin) {
    if (first_bad_byte(password)) refuse(origin, "the password is not valid UTF-8, or holds NUL");
    return Secret(std::move(password));
}

// Says who named the file, which the file itself does not know. What is not an absolute path may be
// no path at all: somebody gave the password itself.
std::string text_of(const Setting<std::filesystem::path>& file, const Descriptor& open) {
    try {
        if (!open) cannot_read(file.value, errno, ExitStatus::bad_configuration);
        return read_file(open, file.value, ExitStatus::bad_configuration, largest_note);
    } catch (const Error& error) {
        const auto shown = file.value.is_absolute() ? file.value.string() : "the file it names";
        refuse(file.origin, format("{} {}", shown, error.what()));
    }
}

struct Resolver {
    const Origin& origin;
    const Environment& environment;

    Secret operator()(const Secret& literal) const { return checked(literal.reveal(), origin); }

    Secret operator()(const PasswordFromVariable& variable) const {
        auto value = environment.get(variable.name);
        if (value) return checked(*std::move(value), origin);
        throw Error(ExitStatus::bad_configuration,
                    problem_at(origin, format("Expected environment variable '{}' not set.",
                                              variable.name)));
    }

    Secret operator()(const PasswordFromFile& file) const {
        return read_password_file({.value = file.path, .origin = origin});
    }

    // A password has a few bytes; who says so much is no program that says one.
    Secret operator()(const PasswordFromCommand& source) const {
        const auto& program = source.program.words.front();
        check_trusted(source.program, TrustedWords::program,
                      format("It is the password command of {}.", to_string(origin)));
        const auto result =
            run_program(source.program, {.most = largest_note,
                                         .too_much = "says more than a password has",
                                         .asks = true,
                                         .interruption = nullptr});
        if (!result.complaint.empty())
            refuse(origin, format("the password command '{}' {}", program, result.complaint));
        auto line = result.output.substr(0, result.output.find('\n'));
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty()) refuse(origin, format("the password command '{}' said nothing", program));
        return checked(std::move(line), origin);
    }
};

} // namespace

Secret resolve(const Setting<PasswordSource>& source, const Environment& environment) {
    return std::visit(Resolver{.origin = source.origin, .environment = environment}, source.value);
}

Secret read_password_file(const Setting<std::filesystem::path>& file) {
    const auto shown = file.value.string();
    const Descriptor open(::open(shown.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status {};
    if (open && ::fstat(open.get(), &status) == 0 && (status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        refuse(file.origin, format("{} can be written by others than its owner", shown),
               format("Take that away with: chmod go-w {}", shell_word(shown)));
    auto text = text_of(file, open);
    if (text.ends_with('\n')) text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
    return checked(std::move(text), file.origin);
}

} // namespace pgslate::config
