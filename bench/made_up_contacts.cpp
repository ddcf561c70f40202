#include "made_up_contacts.h"

#include <array>
#include <random>
#include <string>

namespace comity::bench {
namespace {

constexpr const char* firsts[] = {
    "Ada",    "Ben",   "Cleo",  "Dora",   "Emil",  "Fatima",   "Georg", "Hanna", "Ivan",
    "Jana",   "Kemal", "Lena",  "Marco",  "Nadia", "Oskar",    "Paula", "Rosa",  "Quentin",
    "Stefan", "Tilda", "Ugo",   "Vera",   "Wim",   "Xenia",    "Yusuf", "Zora",  "Amélie",
    "Björn",  "Chloé", "Dušan", "Élodie", "Gülay", "François", "Håkon", "Iñaki", "Jürgen",
};
constexpr const char* heads[] = {
    "Al",   "Ber",  "Cor",   "Dan",  "Eng",  "Fal",  "Gar",   "Hol",   "Ing",
    "Jor",  "Kar",  "Lin",   "Mar",  "Nor",  "Ost",  "Pal",   "Quist", "Ros",
    "Sand", "Tor",  "Ul",    "Vall", "Wes",  "Yar",  "Zim",   "Bau",   "Fried",
    "Grün", "Heil", "Klein", "Lund", "Moor", "Rich", "Stein", "Tann",  "Weiß",
};
constexpr const char* middles[] = {"a", "e", "i", "o", "u", "ar", "el", "in", "om", "un"};
constexpr const char* tails[] = {"berg", "mann",  "sen",    "ström", "ova",    "etti", "escu",
                                 "ides", "quist", "stein",  "feld",  "hoff",   "dal",  "gård",
                                 "lund", "ston",  "wright", "smith", "müller", "ford"};
constexpr const char* sectors[] = {"Software", "Retail", "Medical", "Finance", "Telecom", "Media"};
constexpr const char* roads[] = {"straße", "str.", " Street", " St", "weg", "allee"};

using Contact = MadeUpContact;

class Maker {
public:
    explicit Maker(std::uint32_t count) : m_firms(count / 10 + 1) {}

    Contact contact(std::uint32_t number)
    {
        Contact made;
        const std::uint32_t account = below(m_firms);
        made[given] = firsts[number % std::size(firsts)];
        made[family] = last_name(below(static_cast<std::uint32_t>(std::size(heads)) * 200 * 3));
        made[firm] = last_name(account * 7 + 3) + " " + sectors[account % std::size(sectors)] +
                     " " + std::to_string(account);
        made[email] = "c" + std::to_string(number) + "@a" + std::to_string(account) + ".example";
        // One in three says the number of the firm.
        made[phone] = "+49 30 " + std::to_string(below(3) == 0 ? 1'000'000 + account
                                                               : 2'000'000 + below(8'000'000));
        made[street] = last_name(account % 3'000) + roads[account % std::size(roads)] + " " +
                       std::to_string(account % 190 + 1);
        made[postcode] = std::to_string(10'000 + account % 8'000);
        made[place] = std::string(heads[account % std::size(heads)]) + "stadt";
        if (below(3) == 0)
            made[born] = std::to_string(1940 + below(65)) + "-" + two(1 + below(12)) + "-" +
                         two(1 + below(28));
        return made;
    }

    // The same contact by another hand: a slip or two, values that are missing.
    Contact repeat(Contact contact)
    {
        for (std::uint32_t slips = 1 + below(2); slips > 0; --slips)
            slip(contact[std::array{given, family, email, phone, street}[below(5)]]);
        if (below(4) == 0 && static_cast<unsigned char>(contact[given][0]) < 0x80)
            contact[given].resize(1);
        if (below(6) == 0)
            std::swap(contact[given], contact[family]);
        for (const MadeUpField field : {email, phone, street, postcode, place, born, firm})
            if (below(4) == 0)
                contact[field].clear();
        return contact;
    }

    std::uint32_t below(std::uint32_t limit)
    {
        return static_cast<std::uint32_t>(m_chance() % limit);
    }

private:
    static std::string two(std::uint32_t number)
    {
        return (number < 10 ? "0" : "") + std::to_string(number);
    }

    static std::string last_name(std::uint32_t number)
    {
        std::uint32_t rest = number;
        const auto take = [&](auto& list) {
            const char* taken = list[rest % std::size(list)];
            rest /= static_cast<std::uint32_t>(std::size(list));
            return taken;
        };
        const std::string tail = take(tails), middle = take(middles);
        const std::string name = take(heads) + middle + tail;
        return rest == 0 ? name : name + "-" + last_name(rest - 1);
    }

    void slip(std::string& text)
    {
        if (text.size() < 4)
            return;
        const std::size_t at = 1 + below(static_cast<std::uint32_t>(text.size()) - 2);
        switch (below(3)) {
        case 0:
            text.erase(at, 1);
            break;
        case 1:
            std::swap(text[at], text[at + 1]);
            break;
        default:
            text[at] = static_cast<char>('0' <= text[at] && text[at] <= '9' ? '0' + below(10)
                                                                            : 'a' + below(26));
        }
    }

    std::mt19937_64 m_chance{20170101};
    std::uint32_t m_firms;
};

void fill(match::Profile& profile, const Contact& contact)
{
    profile.clear();
    profile.add_given_name(contact[given]);
    profile.add_family_name(contact[family]);
    profile.add_organisation(contact[firm]);
    profile.add_email(contact[email]);
    profile.add_phone(contact[phone]);
    profile.add_street(contact[street]);
    profile.add_postcode(contact[postcode]);
    profile.add_place(contact[place]);
    profile.add_birth_date(contact[born]);
}

} // namespace

void each_contact(std::uint32_t count,
                  const std::function<void(const MadeUpContact&, std::uint32_t same_as)>& see)
{
    Maker maker(count);
    std::vector<std::pair<std::uint32_t, Contact>> repeated;
    for (std::uint32_t i = 0; i < count; ++i) {
        constexpr std::size_t behind = 1'000;
        if (repeated.size() > behind && maker.below(50) == 0) {
            const auto& [original, contact] = repeated[repeated.size() - 1 - maker.below(behind)];
            see(maker.repeat(contact), original);
        } else {
            Contact contact = maker.contact(i);
            see(contact, i);
            if (maker.below(10) == 0)
                repeated.emplace_back(i, std::move(contact));
        }
    }
}

MadeUpContacts make_contacts(std::uint32_t count)
{
    MadeUpContacts made;
    match::Profile profile;
    each_contact(count, [&](const MadeUpContact& contact, std::uint32_t same_as) {
        fill(profile, contact);
        if (same_as != made.same_as.size() && made.some.size() < 1'000)
            made.some.push_back(profile);
        made.same_as.push_back(same_as);
        made.population.add(profile);
    });
    return made;
}

} // namespace comity::bench
