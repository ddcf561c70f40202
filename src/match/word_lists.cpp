// What words mean. Folded, sorted by whoever looks: each list is made a set once.
#include "match/words.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace comity::match {
namespace {

using Word = std::string_view;

template <std::size_t size> constexpr auto sorted(std::array<Word, size> words)
{
    std::ranges::sort(words);
    return words;
}

template <typename... Text> constexpr auto list(Text... words)
{
    return sorted(std::array<Word, sizeof...(words)>{Word(words)...});
}

bool has(std::span<const Word> sorted_words, Word word)
{
    return std::ranges::binary_search(sorted_words, word);
}

// Germany, Austria, Switzerland · English · France, Spain, Italy, Portugal · Benelux · the North ·
// Poland, the Czech lands, Hungary, the Baltic · Russia, Turkey, Asia.
constexpr auto legal_forms =
    list("gmbh", "mbh", "ggmbh", "ohg", "kgaa", "gesmbh", "inc", "incorporated", "llc", "ltd",
         "limited", "llp", "plc", "corp", "corporation", "pty", "pvt", "sarl", "sasu", "eurl",
         "sas", "srl", "spa", "sapa", "slu", "ltda", "eirl", "bvba", "vof", "aktiengesellschaft",
         "aktiebolag", "oyj", "aps", "asa", "doo", "sro", "kft", "zrt", "nyrt", "uab", "sia", "ooo",
         "oao", "zao", "pao", "sti", "sdn", "bhd", "sprl", "scrl", "lllp", "gbr", "ug", "ev");
constexpr auto legal_forms_at_end =
    list("ag", "kg", "se", "co", "company", "sa", "sl", "sc", "snc", "lp", "pc", "na", "bv", "nv",
         "cv", "ab", "hb", "kb", "oy", "ky", "as", "is", "ans", "da", "oo", "z", "sp", "spol", "sr",
         "o", "r", "kk", "pt", "tbk", "pte", "eg", "eu", "gen", "ek", "kom", "stiftung", "ou", "ad",
         "ab", "cia", "and", "und", "et", "haftungsbeschrankt", "the");
constexpr auto fillers =
    list("the", "of", "and", "for", "a", "an", "at", "in", "und", "der", "die", "das", "fur", "von",
         "et", "de", "du", "des", "la", "le", "les", "y", "el", "los", "las", "e", "di", "del",
         "della", "da", "do", "van", "het", "en", "og", "och", "i");
constexpr auto street_words = list(
    "street", "st", "str", "strasse", "avenue", "ave", "av", "road", "rd", "boulevard", "blvd",
    "bd", "drive", "dr", "court", "ct", "crescent", "cres", "cr", "lane", "ln", "parkway", "pkwy",
    "circuit", "cct", "close", "cl", "terrace", "tce", "ter", "square", "sq", "highway", "hwy",
    "way", "place", "pl", "grove", "gr", "parade", "pde", "rue", "chemin", "allee", "quai", "via",
    "viale", "corso", "piazza", "calle", "avenida", "avda", "plaza", "paseo", "carrer", "rua",
    "ulica", "ul", "straat", "laan", "gatan", "gata", "vagen", "platz", "weg", "gasse", "circle",
    "cir", "trail", "trl", "turnpike", "tpke", "expressway", "expwy");
constexpr auto unit_words = list("apt", "apartment", "suite", "ste", "unit", "floor", "fl", "flr",
                                 "room", "rm", "flat", "building", "bldg", "ground", "level",
                                 "basement", "etage", "hinterhaus", "postfach", "pobox");
constexpr auto titles =
    list("dr", "prof", "mr", "mrs", "ms", "miss", "herr", "frau", "hr", "fr", "mme", "mlle", "sr",
         "sra", "srta", "sig", "dhr", "mevr", "ing", "dipl", "mag", "sir", "phd", "mba", "msc",
         "bsc", "med", "rer", "nat", "jur", "phil", "don");
constexpr auto public_domains = list(
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "hotmail.fr", "hotmail.de",
    "outlook.com", "outlook.de", "live.com", "msn.com", "yahoo.com", "yahoo.co.uk", "yahoo.de",
    "yahoo.fr", "yahoo.es", "yahoo.it", "yahoo.co.in", "yahoo.co.jp", "ymail.com", "icloud.com",
    "me.com", "mac.com", "aol.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.com", "web.de",
    "t-online.de", "freenet.de", "arcor.de", "posteo.de", "mailbox.org", "proton.me",
    "protonmail.com", "tutanota.com", "mail.com", "mail.ru", "yandex.ru", "yandex.com", "bk.ru",
    "list.ru", "inbox.ru", "rambler.ru", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net",
    "sfr.fr", "libero.it", "virgilio.it", "tiscali.it", "alice.it", "telefonica.net",
    "terra.com.br", "uol.com.br", "bol.com.br", "ziggo.nl", "kpnmail.nl", "planet.nl", "hetnet.nl",
    "telenet.be", "skynet.be", "bluewin.ch", "wp.pl", "onet.pl", "o2.pl", "interia.pl", "seznam.cz",
    "centrum.cz", "telia.com", "online.no", "btinternet.com", "sky.com", "ntlworld.com",
    "comcast.net", "verizon.net", "att.net", "sbcglobal.net", "bellsouth.net", "cox.net",
    "charter.net", "earthlink.net", "shaw.ca", "rogers.com", "bigpond.com", "optusnet.com.au",
    "xtra.co.nz", "qq.com", "163.com", "126.com", "sina.com", "naver.com", "daum.net",
    "hanmail.net", "rediffmail.com", "zoho.com", "fastmail.com", "hey.com", "facebook.com",
    "linkedin.com", "twitter.com", "x.com", "instagram.com", "youtube.com", "xing.com",
    "google.com", "sites.google.com", "wordpress.com", "blogspot.com", "example.com");
constexpr auto shared_mailboxes =
    list("info", "office", "contact", "kontakt", "mail", "sales", "vertrieb", "support", "service",
         "hello", "admin", "team", "post", "marketing", "billing", "accounts", "accounting",
         "buchhaltung", "rechnung", "einkauf", "purchasing", "reception", "empfang", "enquiries",
         "inquiries", "hr", "jobs", "bewerbung", "contacto", "contatti", "bureau", "secretariat",
         "sekretariat", "webmaster", "postmaster", "noreply", "help", "kundenservice");

using Pair = std::pair<Word, Word>;
constexpr auto short_forms = std::to_array<Pair>({
    {"academy", "acad"},
    {"associates", "assoc"},
    {"association", "assoc"},
    {"avenue", "ave"},
    {"brothers", "bros"},
    {"center", "ctr"},
    {"centers", "ctr"},
    {"centre", "ctr"},
    {"centres", "ctr"},
    {"childrens", "child"},
    {"children", "child"},
    {"college", "coll"},
    {"community", "comm"},
    {"consultants", "consult"},
    {"consulting", "consult"},
    {"cntr", "ctr"},
    {"department", "dept"},
    {"development", "dev"},
    {"dept", "dept"},
    {"east", "e"},
    {"electronics", "elec"},
    {"engineering", "eng"},
    {"gebruder", "gebr"},
    {"gesellschaft", "ges"},
    {"group", "grp"},
    {"gruppe", "grp"},
    {"holdings", "holding"},
    {"hospital", "hosp"},
    {"industries", "ind"},
    {"industry", "ind"},
    {"institute", "inst"},
    {"insurance", "ins"},
    {"international", "intl"},
    {"laboratories", "lab"},
    {"laboratory", "lab"},
    {"labs", "lab"},
    {"management", "mgmt"},
    {"manufacturing", "mfg"},
    {"mount", "mt"},
    {"national", "natl"},
    {"north", "n"},
    {"northeast", "ne"},
    {"northwest", "nw"},
    {"saint", "st"},
    {"sainte", "st"},
    {"sankt", "st"},
    {"school", "sch"},
    {"service", "svc"},
    {"services", "svc"},
    {"solution", "solutions"},
    {"south", "s"},
    {"southeast", "se"},
    {"southwest", "sw"},
    {"svcs", "svc"},
    {"system", "sys"},
    {"systems", "sys"},
    {"technical", "tech"},
    {"technologies", "tech"},
    {"technology", "tech"},
    {"university", "univ"},
    {"universitat", "univ"},
    {"west", "w"},
});
constexpr auto names = std::to_array<Pair>({
    {"abby", "abigail"},      {"al", "albert"},       {"alex", "alexander"},
    {"andi", "andreas"},      {"andy", "andrew"},     {"barb", "barbara"},
    {"becky", "rebecca"},     {"ben", "benjamin"},    {"bernie", "bernard"},
    {"bert", "albert"},       {"beth", "elizabeth"},  {"betty", "elizabeth"},
    {"bill", "william"},      {"billy", "william"},   {"bob", "robert"},
    {"bobby", "robert"},      {"cathy", "catherine"}, {"charlie", "charles"},
    {"chris", "christopher"}, {"chuck", "charles"},   {"cindy", "cynthia"},
    {"claus", "klaus"},       {"conny", "cornelia"},  {"dan", "daniel"},
    {"danny", "daniel"},      {"dave", "david"},      {"deb", "deborah"},
    {"debbie", "deborah"},    {"dick", "richard"},    {"don", "donald"},
    {"doug", "douglas"},      {"ed", "edward"},       {"eddie", "edward"},
    {"ellie", "eleanor"},     {"fran", "frances"},    {"franzi", "franziska"},
    {"fred", "frederick"},    {"fritz", "friedrich"}, {"gabi", "gabriele"},
    {"greg", "gregory"},      {"gus", "august"},      {"hank", "henry"},
    {"hans", "johannes"},     {"harry", "henry"},     {"heinz", "heinrich"},
    {"jack", "john"},         {"jan", "johannes"},    {"jeff", "jeffrey"},
    {"jen", "jennifer"},      {"jenny", "jennifer"},  {"jerry", "gerald"},
    {"jim", "james"},         {"jimmy", "james"},     {"jochen", "joachim"},
    {"joe", "joseph"},        {"joey", "joseph"},     {"johnny", "john"},
    {"jon", "jonathan"},      {"josh", "joshua"},     {"kate", "katherine"},
    {"kathy", "katherine"},   {"katie", "katherine"}, {"ken", "kenneth"},
    {"kim", "kimberly"},      {"larry", "lawrence"},  {"lena", "helena"},
    {"len", "leonard"},       {"lisa", "elisabeth"},  {"liz", "elizabeth"},
    {"maggie", "margaret"},   {"mandy", "amanda"},    {"manny", "manuel"},
    {"manu", "manuela"},      {"matt", "matthew"},    {"max", "maximilian"},
    {"meg", "margaret"},      {"mick", "michael"},    {"micha", "michael"},
    {"mike", "michael"},      {"molly", "mary"},      {"nancy", "ann"},
    {"nate", "nathan"},       {"ned", "edward"},      {"nick", "nicholas"},
    {"nico", "nicolas"},      {"pam", "pamela"},      {"paco", "francisco"},
    {"pat", "patrick"},       {"patty", "patricia"},  {"peggy", "margaret"},
    {"pepe", "jose"},         {"pete", "peter"},      {"phil", "philip"},
    {"ray", "raymond"},       {"rich", "richard"},    {"rick", "richard"},
    {"rob", "robert"},        {"ron", "ronald"},      {"sam", "samuel"},
    {"sandy", "sandra"},      {"sepp", "josef"},      {"steffi", "stefanie"},
    {"steve", "steven"},      {"sue", "susan"},       {"susi", "susanne"},
    {"ted", "edward"},        {"tim", "timothy"},     {"tina", "christina"},
    {"toby", "tobias"},       {"tom", "thomas"},      {"tommy", "thomas"},
    {"toni", "anton"},        {"tony", "anthony"},    {"uli", "ulrich"},
    {"uschi", "ursula"},      {"vicky", "victoria"},  {"wolfi", "wolfgang"},
    {"zach", "zachary"},
});

Word other_of(std::span<const Pair> pairs, Word word)
{
    const auto found = std::ranges::find(pairs, word, &Pair::first);
    return found == pairs.end() ? word : found->second;
}

} // namespace

bool is_legal_form(Word word)
{
    return has(legal_forms, word);
}
bool is_legal_form_at_end(Word word)
{
    return has(legal_forms, word) || has(legal_forms_at_end, word);
}
bool is_filler(Word word)
{
    return has(fillers, word);
}
bool is_street_word(Word word)
{
    return has(street_words, word);
}
bool is_unit_word(Word word)
{
    return has(unit_words, word);
}
bool is_title(Word word)
{
    return has(titles, word);
}
bool is_public_domain(Word domain)
{
    return has(public_domains, domain);
}
bool is_shared_mailbox(Word local)
{
    return has(shared_mailboxes, local);
}
Word short_form(Word word)
{
    return other_of(short_forms, word);
}
Word long_form_of_name(Word name)
{
    return other_of(names, name);
}

} // namespace comity::match
