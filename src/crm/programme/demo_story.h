#pragma once
// The demo firm's past and near future, told day by day in the order it happened, each event as the
// change set of the person who did it.

#include "base/words/tongue.h"
#include "record/engine.h"
#include "record/save/save.h"

#include <functional>
#include <random>
#include <string>
#include <vector>

namespace comity::crm::demo {

class Story {
public:
    explicit Story(record::Engine& engine);

    // Everything, up to now. Returns the administrator.
    Id tell();
    // "60 accounts, 140 contacts, …"
    std::string summary() const;

private:
    struct Rep {
        Id id;
        double skill; // how likely a deal goes on
    };
    struct Firm {
        Id id;
        std::string name;
        std::string domain;
        std::vector<Id> people;
        std::size_t rep;
    };
    struct OpenDeal {
        Id id;
        std::size_t rep;
        std::size_t stage;
        int days_in_stage;
        int amount;
    };

    // As that user, at that moment of the day.
    void act(const Id& user, Instant at, const std::function<void(record::Transaction&)>& work);
    Id create(const Id& user, const char* object, const Json& fields, Instant at);

    void hire();
    void list_products();
    void meet_firms(int count, Instant at);
    void meet_person(Firm& firm, Instant at);
    void live_day(int days_ago);
    void open_deal(Instant at);
    void move_deals(Instant at);
    void close_deal(OpenDeal& deal, bool won, Instant at);
    void log_call(const OpenDeal& deal, Instant at);
    void find_lead(Instant at);
    void plan_ahead();

    Instant moment(int days_ago, int hour);
    int dice(int sides); // 0 to sides - 1
    bool chance(double probability);
    template <class List> const auto& any(const List& list)
    {
        return list[static_cast<std::size_t>(dice(static_cast<int>(list.size())))];
    }

    std::string said(std::string_view key) const; // in the language of the firm

    record::Engine& m_engine;
    Tongue m_tongue;
    std::mt19937 m_random{20240229};
    Instant m_now = now();
    Instant m_last{};
    Id m_administrator;
    std::vector<Rep> m_reps;
    std::vector<Id> m_products;
    std::vector<Firm> m_firms;
    std::vector<OpenDeal> m_open;
    int m_contacts = 0, m_leads = 0, m_deals = 0, m_activities = 0;
};

} // namespace comity::crm::demo
