#include "cli/several_options.hpp"

namespace pgslate::cli {

CLI::Option* add_repeatable(CLI::App& app, const char* name, std::vector<std::string>& values,
                            const char* about, const char* type) {
    return app.add_option(name, values, about)
        ->type_name(type)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_scratch(CLI::App& app, Options& options) {
    app.add_option("--scratch", options.scratch,
                   "The server for scratch databases, if not the target's")
        ->type_name("URL|PROFILE");
}

void add_no_cache(CLI::App& app, Options& options) {
    app.add_flag("--no-cache", options.no_cache,
                 "Read the database, and try the models, whatever earlier runs know");
}

void add_lock_timeout(CLI::App& app, Options& options, const char* about) {
    app.add_option("--lock-timeout", options.target.lock_timeout, about)->type_name("TIME");
}

void add_usual_lock_timeout(CLI::App& app, Options& options) {
    add_lock_timeout(app, options,
                     "How long to wait for a lock, such as 5s; 60 seconds if left out");
}

void add_like(CLI::App& app, Options& options, const char* about) {
    app.add_option("--like", options.like, about)->type_name("URL|PROFILE");
}

void add_confirm(CLI::App& app, Options& options, const char* about) {
    app.add_option("--confirm", options.confirm, about)->type_name("NAME");
}

void add_watch(CLI::App& app, Options& options) {
    app.add_flag("--watch", options.watch,
                 "Do it again whenever a model changes; for a database on this machine");
}

} // namespace pgslate::cli
