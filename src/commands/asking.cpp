#include "commands/asking.hpp"

#include "base/format.hpp"
#include "postgres/connection_lost.hpp"

namespace pgslate::commands {
namespace {

using plan::Found;
using postgres::Session;

class Asking {
  public:
    Asking(Session& session, const std::vector<std::string>& settings, std::string_view doing)
        : session_(session), doing_(doing) {
        std::string commands = "SAVEPOINT pgslate_asks; SET LOCAL row_security = off";
        for (const auto& setting : settings) commands += "; SET LOCAL" + setting.substr(3);
        run(std::move(commands));
    }
    postgres::Row answer(const sql::Text& question) { return session_.query_row(question, doing_); }
    void done() { run("ROLLBACK TO SAVEPOINT pgslate_asks; RELEASE SAVEPOINT pgslate_asks"); }

  private:
    void run(std::string commands) {
        session_.execute(sql::Text::verbatim(std::move(commands)), doing_);
    }

    Session& session_;
    std::string_view doing_;
};

std::string without_doing(const std::string& message, std::string_view doing) {
    const auto begin = format("{}: ", doing);
    return message.starts_with(begin) ? message.substr(begin.size()) : message;
}

} // namespace

Answer asked(Session& session, const sql::Text& question, const std::vector<std::string>& settings,
             std::string_view doing) {
    Asking asking(session, settings, doing);
    Answer answer;
    try {
        const auto row = asking.answer(question);
        answer.found = Found{.count = row.number(0), .words = row.at(1)};
    } catch (const postgres::ConnectionLost&) {
        throw;
    } catch (const Error& error) {
        if (is_interruption(error)) throw;
        answer.sqlstate = error.problems().front().sqlstate;
        answer.words = without_doing(error.problems().front().message, doing);
    }
    asking.done();
    return answer;
}

} // namespace pgslate::commands
