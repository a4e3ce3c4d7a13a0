#include "postgres/adopt.hpp"

#include <utility>

namespace pgslate::postgres {

#if PQXX_VERSION_MAJOR >= 7

std::shared_ptr<AdoptedConnection> adopt(RawConnection connection) {
    return std::make_shared<pqxx::connection>(
        pqxx::connection::seize_raw_connection(connection.release()));
}

pqxx::result execute(pqxx::transaction_base& transaction, const std::string& sql,
                     const std::vector<std::string>& values) {
    pqxx::params parameters;
    for (const auto& value : values) parameters.append(value);
    return transaction.exec(pqxx::zview(sql), parameters);
}

#else

namespace {

// libpqxx 6 asks its policy for a connection whenever it finds none: at the beginning, and quietly
// again after one broke. This policy has one to give.
class GiveOnce : public pqxx::connectionpolicy {
  public:
    explicit GiveOnce(RawConnection connection)
        : pqxx::connectionpolicy(std::string()), connection_(std::move(connection)) {}

    handle do_startconnect(handle present) override {
        if (present != nullptr) return present;
        if (!connection_) throw pqxx::broken_connection("the connection to the server is lost");
        return connection_.release();
    }
    handle do_completeconnect(handle present) override { return present; }

  private:
    RawConnection connection_;
};

class Adopted : public pqxx::connection_base {
  public:
    explicit Adopted(RawConnection connection)
        : pqxx::connection_base(policy_), policy_(std::move(connection)) {
        init();
    }
    ~Adopted() { close(); } // not virtual in the base: the shared pointer knows the type

  private:
    GiveOnce policy_;
};

} // namespace

std::shared_ptr<AdoptedConnection> adopt(RawConnection connection) {
    return std::make_shared<Adopted>(std::move(connection));
}

pqxx::result execute(pqxx::transaction_base& transaction, const std::string& sql,
                     const std::vector<std::string>& values) {
    return transaction.exec_params(sql, pqxx::prepare::make_dynamic_params(values));
}

#endif

} // namespace pgslate::postgres
