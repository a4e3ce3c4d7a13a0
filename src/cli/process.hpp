#pragma once

#include "config/environment.hpp"

#include <chrono>

namespace pgslate::cli {

/// Overwrites what a URL on the command line says behind `://`, which `ps` shows to everybody on
/// the machine and which may hold a password. To be called once the arguments are copied.
void hide_urls(int argc, char** argv);

/// Opens /dev/null on whichever of the three standard descriptors is closed: the next socket would
/// get its number, and what is printed would go to the server.
void open_standard_descriptors();

/// Sets the variables that files name in this process's environment too: libpq reads its own there,
/// and the programs that are run may need theirs. To be called before there are threads. Throws
/// Error if the value of one of libpq's can't be told.
void export_variables(const config::Environment& environment);

/// Takes out of this process's environment what libpq would complete a target with: the target says
/// it all, or the wrong database gets dropped. To be called once the environment is copied, and
/// before there are threads, because libpq reads it in each that opens a session.
void forget_libpq_target();

/// Ends this process with status 0 after that time, in the middle of whatever it does.
void end_after(std::chrono::milliseconds time);

/// Makes writing to a closed pipe, or more into a file than it may have (setrlimit(2)), an error
/// like others instead of the end of the process.
void survive_failed_writing();

/// Ends this process as any other ends that writes to a closed pipe, without a word.
[[noreturn]] void end_by_closed_pipe();

} // namespace pgslate::cli
