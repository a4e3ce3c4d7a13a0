#include "support/forwarder.hpp"

#include "base/descriptor.hpp"
#include "base/format.hpp"

#include <arpa/inet.h>
#include <array>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <utility>
#include <vector>

namespace pgslate::testing {
namespace {

// The first address of this machine that is not 127.0.0.0/8.
std::optional<in_addr> own_address() {
    ifaddrs* all = nullptr;
    if (::getifaddrs(&all) != 0) return std::nullopt;
    std::optional<in_addr> found;
    for (const auto* one = all; one != nullptr && !found; one = one->ifa_next) {
        if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET) continue;
        const auto address = reinterpret_cast<const sockaddr_in*>(one->ifa_addr)->sin_addr;
        if ((ntohl(address.s_addr) >> 24U) != 127) found = address;
    }
    ::freeifaddrs(all);
    return found;
}

std::optional<in_addr> address_of(const std::string& host) {
    in_addr address{};
    if (::inet_pton(AF_INET, host.c_str(), &address) != 1) return std::nullopt;
    return address;
}

sockaddr_in socket_address(in_addr address, const std::string& port) {
    sockaddr_in result{};
    result.sin_family = AF_INET;
    result.sin_port = htons(static_cast<std::uint16_t>(std::stoi(port)));
    result.sin_addr = address;
    return result;
}

Descriptor new_socket() {
    return Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
}

// Hears nothing, and passes on everything.
class DeafConversation : public Conversation {
  public:
    bool from_client(std::string_view bytes, const Ends& ends) override {
        return send_all(ends.server, bytes);
    }
    bool from_server(std::string_view bytes, const Ends& ends) override {
        return send_all(ends.client, bytes);
    }
};

} // namespace

std::unique_ptr<Conversation> passing_on() {
    return std::make_unique<DeafConversation>();
}

bool send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

struct Forwarder::Work {
    struct Link {
        Descriptor near;
        Descriptor far;
        std::unique_ptr<Conversation> conversation;
    };
    using Hear = bool (Conversation::*)(std::string_view, const Ends&);

    // False if that place is taken; else it is told which port was free.
    bool listen(sockaddr_in& place) {
        auto* address = reinterpret_cast<sockaddr*>(&place);
        socklen_t size = sizeof place;
        const int yes = 1;
        ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        std::array<int, 2> ends{};
        if (::bind(listener.get(), address, size) != 0 || ::listen(listener.get(), 16) != 0
            || ::getsockname(listener.get(), address, &size) != 0
            || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
            return false;
        end = {Descriptor(ends[0]), Descriptor(ends[1])};
        return true;
    }

    void run() {
        while (true) {
            auto waiting = descriptors();
            if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;
            if (waiting[0].revents != 0) return; // told to end
            for (std::size_t i = links.size(); i-- > 0;)
                if (!serve(links[i], waiting[2 + 2 * i].revents, waiting[3 + 2 * i].revents))
                    links.erase(links.begin() + static_cast<std::ptrdiff_t>(i));
            if (waiting[1].revents != 0) accept();
        }
    }

    std::vector<pollfd> descriptors() const {
        std::vector<pollfd> all;
        const auto add = [&all](const Descriptor& one) {
            all.push_back({.fd = one.get(), .events = POLLIN, .revents = 0});
        };
        add(end.second);
        add(listener);
        for (const auto& link : links) {
            add(link.near);
            add(link.far);
        }
        return all;
    }

    static bool serve(const Link& link, short near, short far) {
        return (near == 0 || pass(link, link.near, &Conversation::from_client))
               && (far == 0 || pass(link, link.far, &Conversation::from_server));
    }

    // Passes on what is there; false when that side has ended.
    static bool pass(const Link& link, const Descriptor& from, Hear hear) {
        std::array<char, 65536> buffer{};
        const auto count = ::recv(from.get(), buffer.data(), buffer.size(), 0);
        const Ends ends{.client = link.near.get(), .server = link.far.get()};
        return count > 0
               && ((*link.conversation).*hear)({buffer.data(), static_cast<std::size_t>(count)},
                                               ends);
    }

    void accept() {
        Link link{Descriptor(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)),
                  new_socket(), begin()};
        const auto* place = reinterpret_cast<const sockaddr*>(&target);
        if (link.near && ::connect(link.far.get(), place, sizeof target) == 0)
            links.push_back(std::move(link));
    }

    sockaddr_in target{};
    Listen begin;
    Descriptor listener = new_socket();
    std::pair<Descriptor, Descriptor> end; // what is written into the first ends the thread
    std::vector<Link> links;
    std::thread thread;
};

Forwarder::Forwarder(const std::string& host, const std::string& port, const std::string& at_host,
                     const std::string& at_port, Listen listen)
    : work_(std::make_unique<Work>()) {
    work_->begin = listen ? std::move(listen) : passing_on;
    auto here = at_host.empty() ? own_address() : address_of(at_host);
    if (!here) return;
    work_->target = socket_address(address_of(host).value(), port);
    auto place = socket_address(*here, at_port);
    if (!work_->listen(place)) return;
    std::array<char, INET_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET, &place.sin_addr, text.data(), text.size());
    address_ = format("{}:{}", text.data(), ntohs(place.sin_port));
    work_->thread = std::thread([this] { work_->run(); });
}

void Forwarder::lead_to(const std::string& host, const std::string& port) {
    work_->target = socket_address(address_of(host).value(), port);
}

void Forwarder::stop_listening() {
    work_->listener.close();
}

Forwarder::~Forwarder() {
    work_->end.first.close();
    if (work_->thread.joinable()) work_->thread.join();
}

} // namespace pgslate::testing
