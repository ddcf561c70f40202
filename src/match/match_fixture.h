#pragma once
// Three hundred persons and firms of a few towns, among whom tests look for duplicates: what a name
// or a town says depends on how many have it.

#include "match/population.h"

#include <string>

namespace comity::match {

inline void add_others(Population& population)
{
    constexpr const char* given[] = {"Ada", "Karl", "Robert", "Jana", "Tobias", "Ugo", "Mei"};
    constexpr const char* towns[] = {"Ulm", "Kiel", "Berlin", "Lyon", "Leeds"};
    constexpr const char* trades[] = {"Logistics", "Software", "Daycare Center", "Sunny Foods"};
    Profile profile;
    for (unsigned i = 0; i < 300; ++i) {
        const std::string number = std::to_string(i);
        // Names far from each other and from those of the tests.
        std::string name = "X";
        for (unsigned rest = i * 7919 + 104729; rest > 0; rest /= 7)
            name += "bcdfgkz"[rest % 7];
        profile.clear();
        if (i % 3 == 0) {
            profile.add_organisation(name + " " + trades[i % 4] + " GmbH");
        } else {
            profile.add_given_name(given[i % 7]);
            profile.add_family_name(name);
        }
        profile.add_street(name + "str. " + number);
        profile.add_place(towns[i % 5]);
        profile.add_postcode(std::to_string(10000 + i % 50));
        population.add(profile);
    }
}

} // namespace comity::match
