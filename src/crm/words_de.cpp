// German for what the shelf says to people: objects, sections, choices, actions and insights.
// Fields are in words_de_fields.cpp. One English word has one German word everywhere.
#include "crm/words.h"

#include "base/error.h"
#include "record/object/shelf.h"

namespace comity::crm {
namespace {

const record::Dictionary& objects_and_sections()
{
    static const record::Dictionary words = {
        // Objects, one and many.
        {"Account", "Firma"},
        {"Accounts", "Firmen"},
        {"Activity", "Aktivität"},
        {"Activities", "Aktivitäten"},
        {"Buying centre", "Buying Center"},
        {"Contact", "Kontakt"},
        {"Contacts", "Kontakte"},
        {"Currency", "Währung"},
        {"Currencies", "Währungen"},
        {"Deal", "Deal"},
        {"Deals", "Deals"},
        {"File", "Datei"},
        {"Files", "Dateien"},
        {"Lead", "Lead"},
        {"Leads", "Leads"},
        {"Not a duplicate", "Keine Dublette"},
        {"Not duplicates", "Keine Dubletten"},
        {"Pipeline", "Pipeline"},
        {"Pipelines", "Pipelines"},
        {"Product", "Produkt"},
        {"Products", "Produkte"},
        {"Role", "Rolle"},
        {"Roles", "Rollen"},
        {"Share", "Freigabe"},
        {"Shares", "Freigaben"},
        {"Stage", "Phase"},
        {"Stages", "Phasen"},
        {"Tag", "Schlagwort"},
        {"Tags", "Schlagwörter"},
        {"Team", "Team"},
        {"Teams", "Teams"},
        {"User", "Benutzer"},
        {"Users", "Benutzer"},
        {"View", "Ansicht"},
        {"Viewing", "Blick als jemand anderes"},
        {"Viewings", "Blicke als jemand anderes"},
        {"Views", "Ansichten"},
        // Sections of forms.
        {"Details", "Näheres"},
        {"More", "Weiteres"},
        {"Outcome", "Ergebnis"},
        {"Progress", "Verlauf"},
        {"Reach", "Erreichbarkeit"},
        {"What", "Was"},
        {"When", "Wann"},
        // The roles and the pipeline that Comity begins with.
        {"Administrator", "Administrator"},
        {"Manager", "Führungskraft"},
        {"Read only", "Nur lesen"},
        {"Sales", "Vertrieb"},
        {"Sales rep", "Vertrieb"},
        {"Prospecting", "Anbahnung"},
        {"Qualification", "Qualifizierung"},
        {"Proposal", "Angebot"},
        {"Negotiation", "Verhandlung"},
    };
    return words;
}

const record::Dictionary& choices()
{
    static const record::Dictionary words = {
        {"Blocks", "Blockiert"},
        {"Board", "Tafel"},
        {"Buys", "Kauft"},
        {"Call", "Anruf"},
        {"Campaign", "Kampagne"},
        {"Champions us", "Setzt sich für uns ein"},
        {"Cold call", "Kaltakquise"},
        {"Competitor", "Mitbewerber"},
        {"Considers", "Überlegt"},
        {"Converted", "Umgewandelt"},
        {"Customer", "Kunde"},
        {"Decides", "Entscheidet"},
        {"Deutsch", "Deutsch"},
        {"Disqualified", "Ausgeschieden"},
        {"E-mail", "E-Mail"},
        {"English", "English"},
        {"Event", "Veranstaltung"},
        {"High", "Hoch"},
        {"Import", "Import"},
        {"Influences", "Beeinflusst"},
        {"Is loyal", "Ist treu"},
        {"Letter", "Brief"},
        {"List", "Liste"},
        {"Lost", "Verloren"},
        {"May change", "Darf ändern"},
        {"May read", "Darf lesen"},
        {"Low", "Niedrig"},
        {"Meeting", "Treffen"},
        {"New", "Neu"},
        {"Normal", "Normal"},
        {"Note", "Notiz"},
        {"Open", "Offen"},
        {"Other", "Sonstiges"},
        {"Partner", "Partner"},
        {"Pays", "Zahlt"},
        {"Phone", "Telefon"},
        {"Prospect", "Interessent"},
        {"Qualified", "Qualifiziert"},
        {"Referral", "Empfehlung"},
        {"Social media", "Soziale Medien"},
        {"Supplier", "Lieferant"},
        {"Task", "Aufgabe"},
        {"Uses", "Nutzt"},
        {"Visit", "Besuch"},
        {"Website", "Website"},
        {"Won", "Gewonnen"},
        {"Working", "In Arbeit"},
    };
    return words;
}

const record::Dictionary& actions_and_insights()
{
    static const record::Dictionary words = {
        {"Convert", "Umwandeln"},
        {"Forecast", "Prognose"},
        {"Open deals by the month in which they are expected to close: value, and value times "
         "probability.",
         "Offene Deals nach dem Monat des erwarteten Abschlusses: Wert, und Wert mal "
         "Wahrscheinlichkeit."},
        {"Pipeline by stage", "Pipeline nach Phasen"},
        {"Deals by the stage that they are in: how many, their value, and their value times the "
         "probability of each.",
         "Deals nach ihrer Phase: wie viele, ihr Wert, und ihr Wert mal der Wahrscheinlichkeit "
         "eines jeden."},
        {"Win rate", "Abschlussquote"},
        {"Won deals as a share of all that were closed: won / (won + lost), in percent.",
         "Gewonnene Deals als Anteil aller abgeschlossenen: gewonnen / (gewonnen + verloren), in "
         "Prozent."},
        {"Won by month", "Gewonnen nach Monat"},
        {"Value of won deals by the month in which they were closed.",
         "Wert gewonnener Deals nach dem Monat ihres Abschlusses."},
        {"Won by quarter", "Gewonnen nach Quartal"},
        {"Value of won deals by the quarter in which they were closed.",
         "Wert gewonnener Deals nach dem Quartal ihres Abschlusses."},
        {"Won by owner", "Gewonnen nach Zuständigen"},
        {"Value of won deals by who owns them.", "Wert gewonnener Deals nach Zuständigen."},
        {"Won by product", "Gewonnen nach Produkt"},
        {"Value of won deals by product.", "Wert gewonnener Deals nach Produkt."},
        {"Month", "Monat"},
        {"Quarter", "Quartal"},
        {"Value", "Wert"},
        {"Weighted value", "Gewichteter Wert"},
    };
    return words;
}

// What stands around the rows of a list on paper.
const record::Dictionary& on_paper()
{
    static const record::Dictionary words = {
        {"Made for", "Erstellt für"},
        {"Page", "Seite"},
        {"Yes", "Ja"},
        {"No", "Nein"},
    };
    return words;
}

} // namespace

record::Dictionary german_words()
{
    record::Dictionary words = german_field_words();
    const record::Dictionary derived = german_derived_words();
    const record::Dictionary contacts = german_contact_words();
    const record::Dictionary shape = german_shape_words();
    for (const record::Dictionary* part :
         {&objects_and_sections(), &choices(), &actions_and_insights(), &on_paper(), &derived,
          &contacts, &shape})
        for (const auto& [english, german] : *part)
            CHECK(words.emplace(english, german).first->second == german);
    return words;
}

} // namespace comity::crm
