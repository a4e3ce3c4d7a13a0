// Whose files are used without anybody having named them.
#pragma once

#include <string>
#include <sys/stat.h>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace pgslate {

/// The accounts that may have a hand in a file. What others could have written is not used unless
/// the user names it, as git (safe.directory) and sshd (StrictModes) have it.
class Trust {
  public:
    /// Who runs the program, and root. Root under sudo trusts whoever called sudo as well: that
    /// account is root by its own word (sudo(8), SUDO_UID).
    static Trust of_user();
    /// For what the user has named: nothing is asked.
    static Trust in_everybody();
    Trust() = default; ///< in nobody
    /// In nobody but these.
    explicit Trust(std::vector<uid_t> accounts) : accounts_(std::move(accounts)) {}

    bool is_everybody() const { return everybody_; }
    bool owns(const struct stat& status) const;

    /// Who else may write the open file or folder, in words; empty if nobody else may. Its group
    /// may where all in it are trusted, as in the group of one that Debian gives every user. Rights
    /// of single accounts (acl(5)) count as the group's.
    std::string others_who_write(int descriptor, const struct stat& status) const;

    /// For what a file leads to that the user has named: whoever could have written the file is
    /// trusted with that, too.
    Trust extended_by(int descriptor, const struct stat& status) const;

  private:
    bool has(uid_t account) const;
    bool knows_all_of(gid_t group) const;

    std::vector<uid_t> accounts_;
    bool everybody_ = false;
};

/// How an account is called: `user ada`, or `uid 1000` where it has no name.
std::string account_name(uid_t account);

} // namespace pgslate
