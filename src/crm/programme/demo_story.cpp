#include "crm/programme/demo_story.h"

#include "base/text.h"
#include "crm/programme/basics.h"
#include "crm/programme/demo_words.h"
#include "record/object/catalog.h"
#include "record/save/backdate.h"

#include <algorithm>
#include <array>

namespace comity::crm::demo {

using namespace record;

namespace {

constexpr int days_of_past = 240;
constexpr std::int64_t us_per_hour = 3'600'000'000;
constexpr std::array<const char*, 4> open_stages = {"prospecting", "qualification", "proposal",
                                                    "negotiation"};
// Of deals that leave a stage, how many go on.
constexpr std::array<double, 4> goes_on = {0.72, 0.70, 0.66, 0.68};
constexpr std::array<int, 4> usual_days = {9, 14, 18, 12};

Json reference_to(const char* object, const Id& id)
{
    return Json().set("object", object).set("id", format_id(id));
}

Json euros(int amount)
{
    return Json().set("amount", std::to_string(amount) + ".00").set("currency", "EUR");
}

} // namespace

Story::Story(Engine& engine) : m_engine(engine), m_tongue(engine.settings().language)
{
}

std::string Story::said(std::string_view key) const
{
    return m_tongue.tell(say(key));
}

int Story::dice(int sides)
{
    return static_cast<int>(m_random() % static_cast<unsigned>(sides));
}

bool Story::chance(double probability)
{
    return dice(10'000) < probability * 10'000;
}

Instant Story::moment(int days_ago, int hour)
{
    // The log only moves forward: each event a little after the one before.
    const std::int64_t midnight = m_now.us - m_now.us % (24 * us_per_hour);
    const Instant wanted{midnight - days_ago * 24 * us_per_hour + hour * us_per_hour +
                         dice(3000) * 1'000'000LL};
    m_last = {std::max(m_last.us + 1'000'000, wanted.us)};
    return m_last;
}

void Story::act(const Id& user, Instant at, const std::function<void(Transaction&)>& work)
{
    const Actor actor = user.is_nil() ? Actor::program("Demo", Origin::automation)
                                      : m_engine.actor_for(user, Origin::screen);
    const Instant then{std::min(at.us, m_now.us)};
    write_change_set(m_engine, actor, {}, [&](Transaction& transaction) {
        backdate(transaction, then);
        work(transaction);
    });
}

Id Story::create(const Id& user, const char* object, const Json& fields, Instant at)
{
    Id id;
    act(user, at, [&](Transaction& transaction) {
        id = transaction.create(transaction.catalog().load(object), fields).id;
    });
    return id;
}

void Story::hire()
{
    const Instant at = moment(days_of_past + 10, 8);
    const Id sales = create({}, "team", Json().set("name", said("demo.team_sales")), at);
    const Id north = create(
        {}, "team", Json().set("name", said("demo.team_north")).set("parent", format_id(sales)),
        moment(days_of_past + 10, 8));
    const Id south = create(
        {}, "team", Json().set("name", said("demo.team_south")).set("parent", format_id(sales)),
        moment(days_of_past + 10, 8));
    const auto person = [&](const char* name, const char* email, const char* role, const Id& team,
                            const Id& manager) {
        Json fields;
        fields.set("name", name).set("email", email).set("team", format_id(team));
        fields.set("role", format_id(load_role(m_engine, role)));
        if (!manager.is_nil())
            fields.set("manager", format_id(manager));
        return create({}, "user", fields, moment(days_of_past + 10, 9));
    };
    m_administrator = person("Ada Lindholm", "ada@halden.example", "administrator", sales, {});
    const Id nora = person("Nora Feld", "nora@halden.example", "manager", north, m_administrator);
    const Id sven = person("Sven Adler", "sven@halden.example", "manager", south, m_administrator);
    m_reps = {{m_administrator, 1.05},
              {person("Mia Hartmann", "mia@halden.example", "rep", north, nora), 1.15},
              {person("Tim Osei", "tim@halden.example", "rep", north, nora), 0.95},
              {person("Lena Brook", "lena@halden.example", "rep", north, nora), 1.0},
              {person("Rico Santos", "rico@halden.example", "rep", south, sven), 1.1},
              {person("Jule Winter", "jule@halden.example", "rep", south, sven), 0.9},
              {person("Emil Varga", "emil@halden.example", "rep", south, sven), 1.0}};
    m_engine.forget_people();
}

void Story::list_products()
{
    for (const Ware& ware : wares)
        m_products.push_back(create(m_administrator, "product",
                                    Json()
                                        .set("name", said(ware.name))
                                        .set("family", said(ware.family))
                                        .set("list_price", euros(ware.price)),
                                    moment(days_of_past + 9, 10)));
}

void Story::meet_person(Firm& firm, Instant at)
{
    const std::string first(any(first_names));
    const std::string last(any(last_names));
    const Place& place = any(places);
    Json fields;
    fields.set("first_name", first).set("last_name", last).set("account", format_id(firm.id));
    fields.set("job_title", said(any(job_titles)));
    fields.set("emails", Json::Array{Json()
                                         .set("value", make_key(first) + "." + make_key(last) +
                                                           "@" + firm.domain)
                                         .set("label", said("demo.at_work"))});
    fields.set("phones", Json::Array{Json()
                                         .set("value", "+49 40 " + std::to_string(1'000'000 +
                                                                                  dice(8'999'999)))
                                         .set("label", said("demo.at_work"))});
    fields.set("address", Json().set("city", place.city).set("country", said(place.country)));
    fields.set("lifecycle", chance(0.4) ? "use" : "consider");
    firm.people.push_back(create(m_reps[firm.rep].id, "contact", fields, at));
    ++m_contacts;
}

void Story::meet_firms(int count, Instant at)
{
    for (int i = 0; i < count; ++i) {
        const std::string stem(company_stems[m_firms.size() % company_stems.size()]);
        const bool again = m_firms.size() >= company_stems.size();
        const std::string name =
            stem + (again ? " Services " : " ") + std::string(any(company_ends));
        const Place& place = any(places);
        Firm firm{{},
                  name,
                  make_key(stem) + (again ? "-services" : "") + ".example",
                  {},
                  static_cast<std::size_t>(dice(static_cast<int>(m_reps.size())))};
        Json fields;
        fields.set("name", name).set("domain", firm.domain).set("sector", said(any(sectors)));
        fields.set("country", said(place.country)).set("website", "https://www." + firm.domain);
        fields.set("employees", 20 + dice(900)).set("revenue", euros(500'000 + dice(90) * 400'000));
        fields.set("billing_address",
                   Json().set("city", place.city).set("country", said(place.country)));
        fields.set("kind", chance(0.35) ? "customer" : "prospect");
        firm.id = create(m_reps[firm.rep].id, "account", fields, at);
        for (int person = 0; person < 1 + dice(3); ++person)
            meet_person(firm, at);
        m_firms.push_back(std::move(firm));
    }
}

void Story::open_deal(Instant at)
{
    const Firm& firm = any(m_firms);
    const std::size_t ware = static_cast<std::size_t>(dice(static_cast<int>(wares.size())));
    const int pieces = 1 + dice(wares[ware].price < 5000 ? 12 : 3);
    const int amount = wares[ware].price * pieces * (85 + dice(16)) / 100;
    const auto day = [&](int days) {
        return format_date(date_in({at.us + days * 24 * us_per_hour}, "UTC"));
    };
    Json fields;
    fields.set("name", firm.name + " – " + said(wares[ware].name));
    fields.set("account", format_id(firm.id)).set("product", format_id(m_products[ware]));
    if (!firm.people.empty())
        fields.set("primary_contact", format_id(firm.people.front()));
    fields.set("amount", euros(amount)).set("started_on", day(0));
    fields.set("expected_close", day(35 + dice(60)));
    const Id deal = create(m_reps[firm.rep].id, "deal", fields, at);
    if (firm.people.size() > 1)
        create(m_reps[firm.rep].id, "deal_contact",
               Json()
                   .set("deal", format_id(deal))
                   .set("contact", format_id(firm.people[1]))
                   .set("role", chance(0.5) ? "decides" : "influences"),
               at);
    m_open.push_back({deal, firm.rep, 0, 0, amount});
    ++m_deals;
}

void Story::log_call(const OpenDeal& deal, Instant at)
{
    constexpr std::array<const char*, 4> kinds = {"call", "call", "meeting", "mail"};
    const char* kind = any(kinds);
    Json fields;
    fields.set("kind", kind).set("about", reference_to("deal", deal.id));
    fields.set("subject", said(std::string_view(kind) == "meeting" ? "demo.subject_meeting"
                                                                   : "demo.subject_offer"));
    fields.set("body", said(any(call_notes))).set("done_at", format_instant(at));
    fields.set("duration_minutes", 5 + dice(40));
    create(m_reps[deal.rep].id, "activity", fields, at);
    ++m_activities;
}

void Story::close_deal(OpenDeal& deal, bool won, Instant at)
{
    Json fields;
    fields.set("stage", won ? "won" : "lost").set("closed_on", format_date(date_in(at, "UTC")));
    if (!won)
        fields.set("lost_reason", said(any(lost_reasons)));
    if (!won && chance(0.4))
        fields.set("competitor", any(competitors));
    act(m_reps[deal.rep].id, at, [&](Transaction& transaction) {
        transaction.update(transaction.catalog().load("deal"), deal.id, fields);
    });
}

void Story::move_deals(Instant at)
{
    std::vector<OpenDeal> still;
    for (OpenDeal& deal : m_open) {
        ++deal.days_in_stage;
        const Instant when{at.us + dice(14'000) * 1'000'000LL};
        m_last = {std::max(m_last.us, when.us)};
        if (chance(0.09))
            log_call(deal, m_last);
        const bool leaves = chance(1.0 / usual_days[deal.stage]);
        if (!leaves) {
            still.push_back(deal);
            continue;
        }
        const bool lives = chance(std::min(0.95, goes_on[deal.stage] * m_reps[deal.rep].skill));
        m_last.us += 60'000'000;
        if (!lives || deal.stage + 1 == open_stages.size()) {
            close_deal(deal, lives, m_last);
            continue;
        }
        ++deal.stage;
        deal.days_in_stage = 0;
        act(m_reps[deal.rep].id, m_last, [&](Transaction& transaction) {
            transaction.update(transaction.catalog().load("deal"), deal.id,
                               Json().set("stage", open_stages[deal.stage]));
        });
        still.push_back(deal);
    }
    m_open = std::move(still);
}

void Story::find_lead(Instant at)
{
    const std::string first(any(first_names));
    const std::string last(any(last_names));
    const std::string company = std::string(any(company_stems)) + " " + said(any(sectors));
    Json fields;
    fields.set("name", first + " " + last).set("company", company);
    fields.set("email", make_key(first) + "@" + make_key(company) + ".example");
    fields.set("source", any(lead_sources)).set("estimated_value", euros(1000 + dice(40) * 500));
    if (chance(0.5))
        fields.set("status", "working");
    create(any(m_reps).id, "lead", fields, at);
    ++m_leads;
}

void Story::live_day(int days_ago)
{
    if (days_ago % 12 == 0 && m_firms.size() < 55)
        meet_firms(2, moment(days_ago, 8));
    for (int deals = dice(3); deals > 0; --deals)
        open_deal(moment(days_ago, 9));
    move_deals(moment(days_ago, 10));
    if (days_ago < 60 && chance(0.6))
        find_lead(moment(days_ago, 15));
}

// What is due: some late, some today, the rest in the coming weeks; every fourth deal has no next
// step.
void Story::plan_ahead()
{
    const std::int64_t midnight = m_now.us - m_now.us % (24 * us_per_hour);
    for (const OpenDeal& deal : m_open) {
        if (chance(0.25))
            continue;
        const int days = chance(0.15) ? -1 - dice(5) : chance(0.2) ? 0 : 1 + dice(20);
        Json fields;
        fields.set("kind", chance(0.5) ? "call" : "task").set("subject", said(any(next_steps)));
        fields.set("about", reference_to("deal", deal.id));
        fields.set("due_at", format_instant({midnight + days * 24 * us_per_hour +
                                             (8 + dice(9)) * us_per_hour}));
        create(m_reps[deal.rep].id, "activity", fields, m_last);
        ++m_activities;
    }
}

Id Story::tell()
{
    hire();
    list_products();
    meet_firms(24, moment(days_of_past, 8));
    for (int days_ago = days_of_past; days_ago > 0; --days_ago)
        live_day(days_ago);
    plan_ahead();
    return m_administrator;
}

std::string Story::summary() const
{
    return std::to_string(m_reps.size() + 2) + " people, " + std::to_string(m_firms.size()) +
           " accounts, " + std::to_string(m_contacts) + " contacts, " + std::to_string(m_leads) +
           " leads, " + std::to_string(m_deals) + " deals, " + std::to_string(m_activities) +
           " activities";
}

} // namespace comity::crm::demo
