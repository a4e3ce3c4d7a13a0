#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

namespace pgslate {

/// A value, or none. Copies share it, so that it changes for nobody else: as large as a pointer,
/// unlike std::shared_ptr, because large models and databases are made of millions of these.
/// Threads may have copies of the same.
template <typename T>
class Shared {
  public:
    Shared() = default;
    explicit Shared(T value) : counted_(new Counted{std::move(value)}) {}
    Shared(const Shared& other) : counted_(other.counted_) {
        if (counted_ != nullptr) counted_->owners.fetch_add(1, std::memory_order_relaxed);
    }
    Shared(Shared&& other) noexcept : counted_(std::exchange(other.counted_, nullptr)) {}
    Shared& operator=(Shared other) noexcept {
        std::swap(counted_, other.counted_);
        return *this;
    }
    ~Shared() {
        if (counted_ != nullptr && counted_->owners.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete counted_;
    }

    explicit operator bool() const { return counted_ != nullptr; }
    const T& operator*() const { return counted_->value; }
    const T* operator->() const { return &counted_->value; }
    /// The value, to be changed by this owner alone: its own one, copied if others have it as well.
    /// What was taken of it before may be gone then.
    T& own() {
        if (counted_ == nullptr || counted_->owners.load(std::memory_order_acquire) > 1)
            *this = counted_ == nullptr ? Shared(T()) : Shared(counted_->value);
        return counted_->value;
    }
    /// Is it the very same?
    bool is(const Shared& other) const { return counted_ == other.counted_; }

  private:
    struct Counted {
        T value;
        std::atomic<std::size_t> owners = 1;
    };
    Counted* counted_ = nullptr;
};

} // namespace pgslate
