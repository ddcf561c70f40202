// How well and how fast the matcher finds duplicates: pairs against the truth that files carry, and
// a made-up million.
//
//     match_quality FOLDER [RECORDS]     FOLDER has febrl/ and organisations/; 0 RECORDS: no
//     million
#include "made_up_contacts.h"
#include "match_database.h"

#include "base/text.h"
#include "exchange/import/reading/sheet.h"
#include "match/match.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <sys/resource.h>

namespace {

using namespace comity;
using namespace comity::exchange;
using namespace comity::record;
using Seconds = std::chrono::duration<double>;
using Clock = std::chrono::steady_clock;

// What a column offers, by its header.
using Add = void (match::Profile::*)(std::string_view);
Add part_of(std::string_view header)
{
    using match::Profile;
    static const std::map<std::string_view, Add> parts = {
        {"given_name", &Profile::add_given_name},
        {"surname", &Profile::add_family_name},
        {"street_number", &Profile::add_street_number},
        {"address_1", &Profile::add_street},
        {"address_2", &Profile::add_locality},
        {"suburb", &Profile::add_place},
        {"postcode", &Profile::add_postcode},
        {"state", &Profile::add_region},
        {"date_of_birth", &Profile::add_birth_date},
        {"Site name", &Profile::add_organisation},
        {"Address", &Profile::add_street},
        {"Zip", &Profile::add_postcode},
        {"Phone", &Profile::add_phone},
        {"Fax", &Profile::add_phone},
        {"Email Address", &Profile::add_email},
        {"Website", &Profile::add_website},
    };
    const auto found = parts.find(header);
    return found == parts.end() ? nullptr : found->second;
}

// The records of files, and for each what it is in truth.
struct Truth {
    match::Population population;
    std::vector<std::string> entities;
};

// "rec-12-dup-0" and "rec-12-org" are 12.
std::string entity_of(std::string_view header, std::string_view cell)
{
    if (header == "True Id")
        return std::string(cell);
    const std::string_view rest = cell.substr(cell.find('-') + 1);
    return std::string(rest.substr(0, rest.find('-')));
}

void read(const std::string& file, Truth& truth)
{
    const auto bytes = open_file(file);
    const SheetFormat format = find_format(*bytes, {});
    Sheet sheet(open_file(file), format);
    match::Profile profile;
    while (sheet.next()) {
        profile.clear();
        std::string entity;
        for (std::size_t i = 0; i < sheet.cells().size() && i < sheet.headers().size(); ++i) {
            const std::string& header = sheet.headers()[i];
            const std::string_view cell = trim(sheet.cells()[i]);
            if (header == "rec_id" || header == "True Id")
                entity = entity_of(header, cell);
            else if (header == "soc_sec_id")
                profile.add_identifier(cell, header);
            else if (const Add add = part_of(header))
                (profile.*add)(cell);
        }
        truth.population.add(profile);
        truth.entities.push_back(std::move(entity));
    }
}

std::uint64_t count_true_pairs(const std::vector<std::string>& entities)
{
    std::map<std::string, std::uint64_t> sizes;
    for (const std::string& entity : entities)
        ++sizes[entity];
    std::uint64_t pairs = 0;
    for (const auto& [entity, size] : sizes)
        pairs += size * (size - 1) / 2;
    return pairs;
}

void measure(const char* name, const std::vector<std::string>& files)
{
    const auto begin = Clock::now();
    Truth truth;
    for (const std::string& file : files)
        read(file, truth);
    const match::Matcher matcher(std::move(truth.population));
    std::uint64_t candidates = 0, true_candidates = 0, proposed = 0, right = 0;
    matcher.each_candidate([&](const match::Pair& pair) {
        const bool is_true = truth.entities[pair.a] == truth.entities[pair.b];
        ++candidates;
        true_candidates += is_true;
        proposed += pair.score >= 0;
        right += is_true && pair.score >= 0;
        return true;
    });
    const double all = static_cast<double>(count_true_pairs(truth.entities));
    const double precision = static_cast<double>(right) / static_cast<double>(proposed);
    const double recall = static_cast<double>(right) / all;
    std::printf("%-14s %8zu %11llu %9.4f %10.4f %8.4f %8.4f %8.2f\n", name, truth.entities.size(),
                static_cast<unsigned long long>(candidates),
                static_cast<double>(true_candidates) / all, precision, recall,
                2 * precision * recall / (precision + recall),
                Seconds(Clock::now() - begin).count());
}

// Each of `typed` against all.
void measure_typing(const match::Matcher& matcher, const std::vector<match::Profile>& typed)
{
    if (typed.empty())
        return;
    std::vector<double> times;
    for (const match::Profile& profile : typed) {
        const auto begin = Clock::now();
        matcher.find_likely(profile, 10);
        times.push_back(Seconds(Clock::now() - begin).count() * 1e6);
    }
    std::ranges::sort(times);
    std::printf("one against all: p50 %.0f us, p99 %.0f us\n", times[times.size() / 2],
                times[times.size() * 99 / 100]);
}

// A made-up many: how long each step takes, what it needs, and what is found.
void measure_many(std::uint32_t count)
{
    const auto begin = Clock::now();
    bench::MadeUpContacts made = bench::make_contacts(count);
    const auto read = Clock::now();
    const match::Matcher matcher(std::move(made.population));
    const auto keyed = Clock::now();
    const auto pairs = matcher.find_pairs(count);
    const auto done = Clock::now();

    std::map<std::uint32_t, std::uint64_t> sizes;
    for (const std::uint32_t original : made.same_as)
        ++sizes[original];
    std::uint64_t all = 0, right = 0;
    for (const auto& [original, size] : sizes)
        all += size * (size - 1) / 2;
    for (const match::Pair& pair : pairs.best)
        right += made.same_as[pair.a] == made.same_as[pair.b];
    const double precision = static_cast<double>(right) / static_cast<double>(pairs.proposed);
    const double recall = static_cast<double>(right) / static_cast<double>(all);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const double seconds = Seconds(done - begin).count();
    std::printf("\n%u made-up contacts, one thread: profiles %.1f s, keys %.1f s, pairs %.1f s: "
                "%.0f records/s\n",
                count, Seconds(read - begin).count(), Seconds(keyed - read).count(),
                Seconds(done - keyed).count(), count / seconds);
    std::printf("%llu candidates, %llu proposed, precision %.4f, recall %.4f, F1 %.4f\n",
                static_cast<unsigned long long>(pairs.candidates),
                static_cast<unsigned long long>(pairs.proposed), precision, recall,
                2 * precision * recall / (precision + recall));
    std::printf("memory: %.0f MB for the matcher, %.0f MB peak of the program\n",
                static_cast<double>(matcher.memory_bytes()) / 1e6,
                static_cast<double>(usage.ru_maxrss) / 1e3);
    measure_typing(matcher, made.some);
}

} // namespace

int main(int argc, char** argv)
try {
    if (argc < 2) {
        std::fputs("usage: match_quality FOLDER [RECORDS]\n", stderr);
        return 2;
    }
    const std::string febrl = std::string(argv[1]) + "/febrl/";
    const std::string firms = std::string(argv[1]) + "/organisations/";
    std::printf("%-14s %8s %11s %9s %10s %8s %8s %8s\n", "set", "rows", "candidates", "blocking",
                "precision", "recall", "F1", "seconds");
    for (const char* name : {"dataset1", "dataset2", "dataset3"})
        measure(name, {febrl + name + ".csv"});
    measure("dataset4", {febrl + "dataset4a.csv", febrl + "dataset4b.csv"});
    measure("organisations", {firms + "csv_example_input_with_true_ids.csv"});
    const int count = argc > 2 ? std::atoi(argv[2]) : 1'000'000;
    if (count > 0) {
        measure_many(static_cast<std::uint32_t>(count));
        bench::measure_database(static_cast<std::uint32_t>(count));
    }
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "match_quality: %s\n", error.what());
    return 1;
}
