// Fields that are worked out: on records, in lists, sorted, filtered, grouped, as they
// were, and for whom. And definitions that are refused.
#include "base/error.h"
#include "base/words/tongue.h"
#include "record/fixtures/reading_fixture.h"
#include "record/object/catalog.h"

#include <gtest/gtest.h>

namespace comity::record {
namespace {

class DerivedTest : public ReadingTest {
protected:
    // A field of the records that a list finds by name, as JSON.
    std::string column(std::string_view object_name, const std::string& field,
                       std::optional<Instant> as_of = {}, std::optional<Actor> actor = {})
    {
        ListQuery query;
        query.fields = {"name", field};
        query.sort = "name";
        query.as_of = as_of;
        std::string all;
        const Json page = list(object_name, query, actor.value_or(administrator()));
        for (const Json& record : *page.find("records")->if_array())
            all += (all.empty() ? "" : " ") + format_json(*record.find(field));
        return all;
    }
    std::vector<std::string> found(std::string_view object_name, const std::string& filter)
    {
        ListQuery query;
        query.filter = filter;
        query.sort = "name";
        return names(object_name, query, administrator());
    }
    std::vector<std::string> sorted(std::string_view object_name, const std::string& sort)
    {
        ListQuery query;
        query.sort = sort;
        query.limit = 1;
        return all_names(object_name, query, administrator());
    }
    using Names = std::vector<std::string>;
};

std::string quoted(const Id& id)
{
    return "\"" + format_id(id) + "\"";
}

TEST_P(DerivedTest, Formulas)
{
    put("deal", R"({"name":"a","amount":{"amount":"1000","currency":"EUR"},"probability":40,
                    "stage":"open","close_date":"2026-03-10",
                    "stage_since":"2026-03-01T08:00:00Z"})");
    put("deal", R"({"name":"b","amount":{"amount":"0.01","currency":"USD"},"probability":50,
                    "stage":"lost"})");
    put("deal", R"({"name":"c"})");
    EXPECT_EQ(column("deal", "expected"), R"({"amount":"400.00","currency":"EUR"} )"
                                          R"({"amount":"0.005","currency":"USD"} null)");
    EXPECT_EQ(column("deal", "after_costs"), R"({"amount":"899.50","currency":"EUR"} )"
                                             R"({"amount":"-100.49","currency":"USD"} null)");
    EXPECT_EQ(column("deal", "days"), "9 null null");
    EXPECT_EQ(column("deal", "is_big"), "true false false");
    EXPECT_EQ(column("deal", "chase_on"), R"("2026-03-17" null null)");
    EXPECT_EQ(column("deal", "line"), R"x("a ()" "b ()" "c ()")x");
}

TEST_P(DerivedTest, RollUpsAndLookups)
{
    const Id acme = put("account", R"({"name":"Acme","sector":"steel","employees":0})");
    const Id bolt = put("account", R"({"name":"Bolt","employees":4})");
    const std::string of_acme = R"(,"account":)" + quoted(acme) + "}";
    put("deal", R"({"name":"a","stage":"open","probability":10,"close_date":"2026-03-10",
                    "amount":{"amount":"100.25","currency":"EUR"})" +
                    of_acme);
    put("deal", R"({"name":"b","stage":"open","probability":30,
                    "amount":{"amount":"50","currency":"EUR"})" +
                    of_acme);
    put("deal", R"({"name":"c","stage":"won","close_date":"2026-05-01",
                    "amount":{"amount":"7","currency":"EUR"})" +
                    of_acme);
    const Id gone = put("deal", R"({"name":"d","stage":"open",
                    "amount":{"amount":"9","currency":"EUR"})" +
                                    of_acme);
    bin("deal", gone, {2'000'000});
    EXPECT_EQ(column("account", "deals"), "3 0");
    EXPECT_EQ(column("account", "open_value"), R"({"amount":"150.25","currency":"EUR"} )"
                                               R"({"amount":"0.00","currency":"EUR"})");
    EXPECT_EQ(column("account", "last_close"), R"("2026-05-01" null)");
    EXPECT_EQ(column("account", "odds"), "20 null");
    // Divided by nobody: nothing. By four: nothing to share.
    EXPECT_EQ(column("account", "per_head"), R"(null {"amount":"0.00","currency":"EUR"})");
    EXPECT_EQ(column("deal", "sector"), R"("steel" "steel" "steel")");
    EXPECT_EQ(column("deal", "rivals"), "3 3 3");
    EXPECT_EQ(column("deal", "line"), R"x("a (Acme)" "b (Acme)" "c (Acme)")x");

    EXPECT_EQ(found("account", "deals > 0"), Names({"Acme"}));
    EXPECT_EQ(found("account", "deals = 0"), Names({"Bolt"}));
    EXPECT_EQ(found("account", "open_value >= 150 AND last_close = \"2026-Q2\""), Names({"Acme"}));
    EXPECT_EQ(found("account", "NOT last_close:*"), Names({"Bolt"}));
    EXPECT_EQ(found("account", "per_head != 1"), Names({"Acme", "Bolt"}));
    EXPECT_EQ(found("deal", "sector : \"STE\" AND account.deals = 3"), Names({"a", "b", "c"}));
    EXPECT_EQ(found("deal", "line = \"b (Acme)\""), Names({"b"}));
    EXPECT_EQ(sorted("account", "-deals"), Names({"Acme", "Bolt"}));
    EXPECT_EQ(sorted("account", "deals"), Names({"Bolt", "Acme"}));
    EXPECT_EQ(sorted("account", "last_close"), Names({"Acme", "Bolt"}));
    EXPECT_EQ(sorted("deal", "-expected,name"), Names({"b", "a", "c"}));

    AggregateQuery figures;
    figures.groups = {"sector"};
    figures.measures = {"count", "sum(expected)", "max(rivals)"};
    const Json rows = aggregate(engine(), administrator(), object("deal"), figures);
    const Json& row = rows.find("rows")->if_array()->at(0);
    EXPECT_EQ(format_json(*row.find("sector")), "\"steel\"");
    EXPECT_EQ(format_json(*row.find("sum(expected)")), R"({"amount":"25.025","currency":"EUR"})");
    EXPECT_EQ(format_json(*row.find("max(rivals)")), "3");
    (void)bolt;
}

// What is asked twice is not answered from what was kept.
TEST_P(DerivedTest, FiguresFollowOtherRecords)
{
    const Id acme = put("account", R"({"name":"Acme"})");
    AggregateQuery figures;
    figures.measures = {"sum(deals)"};
    const auto sum = [&] {
        const Json rows = aggregate(engine(), administrator(), object("account"), figures);
        return format_json(*rows.find("rows")->if_array()->at(0).find("sum(deals)"));
    };
    EXPECT_EQ(sum(), "0");
    put("deal", R"({"name":"a","account":)" + quoted(acme) + "}");
    EXPECT_EQ(sum(), "1");
    figures.measures = {"count"};
    figures.filter = "deals > 1";
    const auto count = [&] {
        const Json rows = aggregate(engine(), administrator(), object("account"), figures);
        return format_json(*rows.find("rows")->if_array()->at(0).find("count"));
    };
    EXPECT_EQ(count(), "0");
    put("deal", R"({"name":"b","account":)" + quoted(acme) + "}");
    EXPECT_EQ(count(), "1");
}

TEST_P(DerivedTest, MoneyOfOtherCurrenciesAndBeyondAllBounds)
{
    put("currency", R"({"code":"USD","rate":0.5})");
    const Id acme = put("account", R"({"name":"Acme","employees":1})");
    const auto deal = [&](const std::string& amount, const std::string& currency) {
        put("deal", R"({"name":"x","stage":"open","amount":{"amount":")" + amount +
                        R"(","currency":")" + currency + R"("},"account":)" + quoted(acme) + "}");
    };
    deal("10.00", "EUR");
    deal("10.00", "USD");
    deal("99.00", "XXX"); // no rate: left out
    EXPECT_EQ(column("account", "open_value"), R"({"amount":"15.00","currency":"EUR"})");
    for (int i = 0; i < 12; ++i)
        deal("99999999999999", "EUR");
    EXPECT_EQ(column("account", "open_value"), "null");
    EXPECT_EQ(column("account", "per_head"), "null");
    EXPECT_EQ(column("account", "deals"), "15");
}

TEST_P(DerivedTest, AsItWas)
{
    const Id acme = put("account", R"({"name":"Acme","sector":"steel"})");
    const Id deal = put("deal", R"({"name":"a","stage":"open",
        "amount":{"amount":"5","currency":"EUR"},"account":)" +
                                    quoted(acme) + "}");
    change("deal", deal, R"({"amount":{"amount":"7","currency":"EUR"}})", {3'000'000});
    change("account", acme, R"({"sector":"glass"})", {4'000'000});
    EXPECT_EQ(column("account", "open_value"), R"({"amount":"7.00","currency":"EUR"})");
    EXPECT_EQ(column("account", "open_value", Instant{2'000'000}),
              R"({"amount":"5.00","currency":"EUR"})");
    EXPECT_EQ(column("account", "deals", Instant{2'000'000}), "1");
    EXPECT_EQ(column("deal", "sector", Instant{3'500'000}), R"("steel")");
    EXPECT_EQ(column("deal", "sector"), R"("glass")");
    ListQuery then;
    then.filter = "open_value = 5";
    then.sort = "-open_value";
    then.as_of = Instant{2'000'000};
    EXPECT_EQ(names("account", then, administrator()), Names({"Acme"}));
}

// What the reader may not see is not counted, not told, and not there at all.
TEST_P(DerivedTest, Rights)
{
    const Id eva = put("user", R"({"name":"Eva"})");
    const Id tom = put("user", R"({"name":"Tom"})");
    const Id acme =
        put("account", R"({"name":"Acme","sector":"steel","owner":)" + quoted(eva) + "}");
    for (const Id& owner : {eva, tom, tom})
        put("deal",
            R"({"name":"a","account":)" + quoted(acme) + R"(,"owner":)" + quoted(owner) + "}");
    EXPECT_EQ(column("account", "deals"), "3");
    EXPECT_EQ(column("account", "deals", {}, rep(eva)), "1");
    EXPECT_EQ(column("deal", "sector", {}, rep(tom)), "null null"); // of an account of Eva's
    EXPECT_EQ(column("deal", "told", {}, rep(eva)), "null");
    Actor blind = rep(eva);
    auto role = std::make_shared<Role>(*blind.role);
    role->hidden_fields["deal"] = {"secret"};
    role->hidden_fields["account"] = {"sector"};
    blind.role = role;
    for (const char* field : {"told", "sector"})
        EXPECT_EQ(error_of([&] { column("deal", field, {}, blind); }).problems()[0].rule,
                  "unknown");
}

TEST_P(DerivedTest, ARecordHasWhatAListNames)
{
    const Id acme = put("account", R"({"name":"Acme"})");
    std::string out;
    ListQuery query;
    query.fields = {"name", "deals"};
    read_record(engine(), administrator(), object("account"), acme, query, out);
    EXPECT_EQ(format_json(*parse_json(out).find("deals")), "0");
}

INSTANTIATE_TEST_SUITE_P(, DerivedTest,
                         testing::Values(TestDatabase::sqlite, TestDatabase::postgres),
                         [](const testing::TestParamInfo<TestDatabase>& info) {
                             return info.param == TestDatabase::sqlite ? "sqlite" : "postgres";
                         });

// The first problem of a catalog with such a field of a deal.
std::string problem_of(Field field)
{
    std::vector<Object> objects = {
        {.name = "account",
         .fields = {text("name"), number("size"), roll_up("deals", "deal", "account"),
                    roll_up("total", "deal", "account", "sum", "size")}},
        {.name = "deal",
         .fields = {text("name"), reference("account", "account"), money("amount"), date("due"),
                    number("size"), yes_no("is_new"),
                    choice("stage", {{"open", "Open", ""}, {"won", "Won", ""}}), emails("emails"),
                    number("loop").formula("1")}}};
    std::erase_if(objects[1].fields, [&](const Field& old) { return old.name == field.name; });
    objects[1].fields.push_back(std::move(field));
    try {
        const Catalog catalog(std::move(objects));
        return "";
    } catch (const Error& error) {
        return error.problems().empty() ? error.message() : in_english(error.problems()[0].message);
    }
}

TEST(DerivedDefinitions, GoodOnes)
{
    for (const char* formula :
         {"1", "size * 2 - 3 / 4", "-size", "if(amount > 0 OR size > 1 AND is_new, 1, size)",
          "if(amount = null OR stage:*, 1, 2)", "coalesce(account.size, size, 0)", "round(size, 2)",
          "abs(size)", "min(size, 3)", "due - today", "year(created_at)",
          "if(stage = \"won\", 1, 0)", "if(stage = 'Won', 1, 0)", "if(due < \"2026-01-01\", 1, 0)",
          "amount / amount", "length(concat(name, \" \", account.name))", "account.total / 2",
          "if(NOT is_new AND true, 1, 0)", "if(name : \"x\", 1, 0)"})
        EXPECT_EQ(problem_of(number("x").formula(formula)), "") << formula;
    EXPECT_EQ(problem_of(date("x").formula("created_at")), "");
    EXPECT_EQ(problem_of(money("x").formula("if(is_new, amount, 0) + round(amount / 3, 1)")), "");
    EXPECT_EQ(problem_of(money("x").formula("max(amount, 5) - abs(amount) * 2")), "");
}

TEST(DerivedDefinitions, BadOnesAreRefusedWithWords)
{
    const auto number_problem = [](std::string formula) {
        return problem_of(number("x").formula(std::move(formula)));
    };
    EXPECT_EQ(number_problem(""), "The formula cannot be read at character 1: a formula is not "
                                  "empty.");
    EXPECT_EQ(number_problem("size +"), "The formula cannot be read at character 7: expected a "
                                        "field or a value before the end.");
    EXPECT_EQ(number_problem("(size"), "The formula cannot be read at character 6: the bracket at "
                                       "character 1 is not closed.");
    EXPECT_EQ(number_problem("size size"), "The formula cannot be read at character 6: expected an "
                                           "operator or the end.");
    for (const char* formula : {"size / 0", "1 / (size / 0.00)"})
        EXPECT_NE(number_problem(formula).find("nothing is divided by zero"), std::string::npos);
    EXPECT_TRUE(
        number_problem("sqrt(size)")
            .starts_with(
                "The formula cannot be read at character 1: there is no function \"sqrt\""));
    EXPECT_EQ(number_problem("weight"), "There is no field \"weight\" in Deals to work with.");
    EXPECT_EQ(number_problem("account.weight"),
              "There is no field \"account.weight\" in Deals to work with.");
    EXPECT_EQ(number_problem("name + 1"), "At character 1 of the formula: \"+\" does not work with "
                                          "a text; texts are joined by concat().");
    EXPECT_EQ(number_problem("amount * amount"),
              "At character 1 of the formula: money is not multiplied with money.");
    EXPECT_EQ(number_problem("amount"),
              "At character 1 of the formula: it gives money, and X is a number.");
    EXPECT_EQ(number_problem("if(size, 1, 2)"), "At character 4 of the formula: a condition is "
                                                "needed here, such as amount > 0.");
    EXPECT_NE(number_problem("if(stage = \"gone\", 1, 2)"), "");
    EXPECT_EQ(number_problem("length(emails)"),
              "At character 8 of the formula: \"emails\" holds what formulas cannot work with.");
    EXPECT_EQ(number_problem(std::string(10'000, '1')), "A formula has at most 4,000 characters.");
    EXPECT_TRUE(number_problem(std::string(200, '(') + "1" + std::string(200, ')'))
                    .find("nested deeper than 32") != std::string::npos);
    std::string many = "size";
    for (int i = 0; i < 150; ++i)
        many += "+size";
    EXPECT_TRUE(number_problem(many).find("at most 100 values") != std::string::npos);
    std::string doubling = "amount";
    for (int i = 0; i < 30; ++i)
        doubling = "max(" + doubling + ", amount)";
    EXPECT_NE(problem_of(money("x").formula(doubling)), "");
    EXPECT_EQ(problem_of(number("x").formula("1").required()),
              "What is worked out cannot be required, unique, searched or indexed.");
}

TEST(DerivedDefinitions, LoopsAreNamed)
{
    EXPECT_EQ(problem_of(number("x").formula("x + 1")),
              "It would be worked out from itself: deal.x → deal.x.");
    // The total of the sizes of deals that know the total.
    EXPECT_EQ(problem_of(number("size").formula("account.total")),
              "It would be worked out from itself: account.total → deal.size → account.total.");
}

TEST(DerivedDefinitions, RollUps)
{
    const auto bad = [](Field field) {
        std::vector<Object> objects = {
            {.name = "account", .fields = {text("name"), std::move(field)}},
            {.name = "deal",
             .fields = {text("name"), reference("account", "account"), money("amount"),
                        reference("buyer", "account")}}};
        try {
            const Catalog catalog(std::move(objects));
            return std::string();
        } catch (const Error& error) {
            return error.problems().empty() ? error.message()
                                            : in_english(error.problems()[0].message);
        }
    };
    EXPECT_EQ(bad(roll_up("x", "deal", "buyer")), "");
    EXPECT_EQ(bad(roll_up("x", "deals", "buyer", "sum", "amount").where("amount > 5")), "");
    EXPECT_EQ(bad(roll_up("x", "order", "buyer")), "There is no object called \"order\".");
    EXPECT_EQ(bad(roll_up("x", "deal", "name")), "Deals have no reference \"name\" to Accounts.");
    EXPECT_EQ(bad(roll_up("x", "deal", "buyer", "median", "amount")),
              "A roll-up is count, sum, avg, min or max.");
    EXPECT_EQ(bad(roll_up("x", "deal", "buyer", "sum", "name")), "There is no sum of Name.");
    EXPECT_EQ(bad(roll_up("x", "deal", "buyer", "sum", "size")),
              "There is no field \"size\" in Deals.");
    EXPECT_NE(bad(roll_up("x", "deal", "buyer").where("size > 1")), "");
    EXPECT_NE(bad(roll_up("x", "deal", "buyer").where("amount >")), "");
}

} // namespace
} // namespace comity::record
