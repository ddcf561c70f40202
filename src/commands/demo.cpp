#include "commands/house.h"

#include "crm/programme/demo.h"

#include <cstdio>

namespace comity::commands {

int make_demo(const Place& place, const std::string& language)
{
    House house = open_house(place);
    const crm::DemoFirm firm = crm::make_demo_firm(*house.engine, language);
    std::printf("Made %s: %s.\nSign in as %s with the password %s\n", firm.company.c_str(),
                firm.summary.c_str(), firm.email.c_str(), firm.password.c_str());
    return 0;
}

} // namespace comity::commands
