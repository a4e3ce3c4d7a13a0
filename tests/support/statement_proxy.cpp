#include "support/statement_proxy.hpp"

#include <cstdint>
#include <mutex>
#include <string_view>
#include <utility>

namespace pgslate::testing {

class StatementProxy::Record {
  public:
    explicit Record(Trigger trigger) : trigger_(std::move(trigger)) {}

    /// When something is to happen at this statement, if at all.
    std::optional<Moment> count(std::string sql) {
        const std::lock_guard lock(mutex_);
        const bool is_next = std::exchange(next_, false);
        next_ =
            !fired_ && !trigger_.behind.empty() && sql.find(trigger_.behind) != std::string::npos;
        statements_.push_back(std::move(sql));
        if (!is_next && statements_.size() != trigger_.statement) return std::nullopt;
        return trigger_.moment;
    }

    void fire(pid_t backend) {
        {
            const std::lock_guard lock(mutex_);
            fired_ = Clock::now();
        }
        if (trigger_.action) trigger_.action(backend);
    }

    std::vector<std::string> statements() const {
        const std::lock_guard lock(mutex_);
        return statements_;
    }

    std::optional<Clock::time_point> fired() const {
        const std::lock_guard lock(mutex_);
        return fired_;
    }

  private:
    const Trigger trigger_;
    mutable std::mutex mutex_;
    std::vector<std::string> statements_;
    bool next_ = false;
    std::optional<Clock::time_point> fired_;
};

namespace {

constexpr std::uint32_t encryption_by_tls = 80877103;
constexpr std::uint32_t encryption_by_gss = 80877104;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (const char byte : bytes.substr(at, 4))
        number = number << 8U | static_cast<unsigned char>(byte);
    return number;
}

// The text up to the NUL.
std::string text_at(std::string_view message, std::size_t at) {
    return std::string(message.substr(at, message.find('\0', at) - at));
}

// Cuts what arrives into messages. `head` is what stands before the length: one byte that tells
// the type, or nothing in a startup message.
class Cutter {
  public:
    void add(std::string_view bytes) { waiting_ += bytes; }

    std::optional<std::string> next(std::size_t head) {
        if (waiting_.size() < head + 4) return std::nullopt;
        const auto size = head + number_at(waiting_, head);
        if (waiting_.size() < size) return std::nullopt;
        auto message = waiting_.substr(0, size);
        waiting_.erase(0, size);
        return message;
    }

  private:
    std::string waiting_;
};

class StatementConversation : public Conversation {
  public:
    explicit StatementConversation(std::shared_ptr<StatementProxy::Record> record)
        : record_(std::move(record)) {}

    bool from_client(std::string_view bytes, const Ends& ends) override {
        client_.add(bytes);
        while (const auto message = client_.next(logging_in_ ? 0 : 1)) {
            const bool goes_on = logging_in_ ? log_in(*message, ends) : take(*message, ends);
            if (!goes_on) return false;
        }
        return true;
    }

    bool from_server(std::string_view bytes, const Ends& ends) override {
        server_.add(bytes);
        std::string passed;
        bool ends_here = false;
        while (const auto message = server_.next(1)) {
            if (message->front() == 'K') backend_ = static_cast<pid_t>(number_at(*message, 5));
            ends_here = message->front() == 'Z' && awaited_; // ready for the next query
            if (ends_here) break;
            passed += *message;
        }
        const bool sent = send_all(ends.client, passed);
        if (ends_here) record_->fire(backend_);
        return sent && !ends_here;
    }

  private:
    bool log_in(const std::string& message, const Ends& ends) {
        const auto code = number_at(message, 4);
        if (code == encryption_by_tls || code == encryption_by_gss)
            return send_all(ends.client, "N");
        logging_in_ = false;
        return send_all(ends.server, message);
    }

    bool take(const std::string& message, const Ends& ends) {
        switch (message.front()) {
        case 'Q': return pass_statement(message, text_at(message, 5), ends);
        case 'P': // Parse: the statement's name, then its text
            sql_ = text_at(message, message.find('\0', 5) + 1);
            [[fallthrough]];
        case 'E': is_statement_ = true; [[fallthrough]];
        case 'B':
        case 'C':
        case 'D': held_ += message; return true;
        default: return pass_held(message, ends);
        }
    }

    // Sync, Flush, or what has nothing to do with statements.
    bool pass_held(const std::string& message, const Ends& ends) {
        const auto all = std::exchange(held_, "") + message;
        if (!std::exchange(is_statement_, false)) return send_all(ends.server, all);
        return pass_statement(all, std::exchange(sql_, ""), ends);
    }

    bool pass_statement(const std::string& messages, std::string sql, const Ends& ends) {
        const auto moment = record_->count(std::move(sql));
        if (moment == Moment::instead) {
            record_->fire(backend_);
            return false;
        }
        if (moment == Moment::before) record_->fire(backend_);
        awaited_ = moment == Moment::answered;
        const bool sent = send_all(ends.server, messages);
        if (moment == Moment::sent) record_->fire(backend_);
        return sent;
    }

    std::shared_ptr<StatementProxy::Record> record_;
    Cutter client_;
    Cutter server_;
    bool logging_in_ = true;
    pid_t backend_ = 0;
    bool awaited_ = false;      // the answer that comes next
    bool is_statement_ = false; // among the messages held back
    std::string held_;
    std::string sql_;
};

} // namespace

StatementProxy::StatementProxy(const std::string& host, const std::string& port, Trigger trigger)
    : record_(std::make_shared<Record>(std::move(trigger))),
      forwarder_(host, port, "127.0.0.1", "0",
                 [record = record_] { return std::make_unique<StatementConversation>(record); }) {}

std::vector<std::string> StatementProxy::statements() const {
    return record_->statements();
}

std::optional<StatementProxy::Clock::time_point> StatementProxy::fired() const {
    return record_->fired();
}

} // namespace pgslate::testing
