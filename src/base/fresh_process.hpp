// What a process that was just forked does away with, so that it inherits nothing unmeant.
// All of it may be called between fork and exec: it is async-signal-safe (signal-safety(7)).
#pragma once

namespace pgslate {

/// Closes the descriptors from the first number to the last.
void close_all(unsigned first, unsigned last);

/// Each signal does what it usually does, and none is blocked.
void reset_signals();

/// Who ignores SIGCHLD never hears how a child ended; a parent may have left us so. For the parent,
/// before it forks.
void hear_of_children();

} // namespace pgslate
