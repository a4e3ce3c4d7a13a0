#pragma once

#include <filesystem>
#include <string>
#include <sys/mount.h>
#include <utility>

namespace pgslate::testing {

/// A file system that is soon full. Only root may mount one, and not everywhere.
class SmallDisk {
  public:
    /// `limit` is an option of tmpfs(5): `size=2m`, or `nr_inodes=1000` for so many files.
    SmallDisk(std::filesystem::path path, const std::string& limit) : path_(std::move(path)) {
        std::filesystem::create_directory(path_);
        const auto options = limit + ",mode=0777";
        mounted_ = ::mount("tmpfs", path_.c_str(), "tmpfs", 0, options.c_str()) == 0;
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    /// Is it there?
    explicit operator bool() const { return mounted_; }

  private:
    std::filesystem::path path_;
    bool mounted_ = false;
};

} // namespace pgslate::testing
