#include "commands/house.h"

#include "api/me.h"
#include "base/error.h"
#include "base/text.h"
#include "record/sign_in/identity.h"

#include <cstdio>
#include <iostream>

namespace comity::commands {

int add_user(const Place& place, const UserAdd& options)
{
    std::string password;
    if (options.password_from_stdin && !std::getline(std::cin, password))
        throw Error(Cause::invalid, "There was no password on standard input.");
    while (password.ends_with('\r'))
        password.pop_back();
    House house = open_house(place);
    const auto actor = record::Actor::program("Command line", record::Origin::command_line);
    api::create_user(*house.engine, actor, options.email, options.name, options.role, password);
    std::printf("Added %s <%s> as %s%s.\n", options.name.c_str(), options.email.c_str(),
                options.role.c_str(),
                password.empty() ? "; without a password nobody can sign in as this user" : "");
    return 0;
}

int add_key(const Place& place, const std::string& email, const std::string& label)
{
    House house = open_house(place);
    const auto user = record::find_user_by_email(*house.engine, email);
    if (!user)
        throw Error(Cause::not_found, "There is no user with the e-mail address " + email + ".");
    const record::NewKey made = record::add_api_key(*house.engine, *user, label);
    std::printf("%s\n", made.key.c_str());
    return 0;
}

} // namespace comity::commands
