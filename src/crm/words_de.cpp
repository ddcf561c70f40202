// German for what the shelf says to people: objects, sections and choices. Fields are in
// words_de_fields.cpp, actions and insights in words_de_insights.cpp. One English word has one
// German word everywhere.
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
    const record::Dictionary programme = german_programme_words();
    const record::Dictionary insights = german_insight_words();
    for (const record::Dictionary* part : {&objects_and_sections(), &choices(), &on_paper(),
                                           &derived, &contacts, &shape, &programme, &insights})
        for (const auto& [english, german] : *part)
            CHECK(words.emplace(english, german).first->second == german);
    return words;
}

} // namespace comity::crm
