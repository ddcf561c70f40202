// German for the labels and help texts of fields.
#include "crm/words.h"

namespace comity::crm {
namespace {

const record::Dictionary& labels_to_l()
{
    static const record::Dictionary words = {
        {"About", "Bezug"},
        {"Account", "Firma"},
        {"Address", "Adresse"},
        {"Amount", "Betrag"},
        {"Annual revenue", "Jahresumsatz"},
        {"As of", "Stand vom"},
        {"Billing address", "Rechnungsadresse"},
        {"Birthday", "Geburtstag"},
        {"Body", "Text"},
        {"Challenges", "Herausforderungen"},
        {"Closed on", "Abgeschlossen am"},
        {"Code", "Code"},
        {"Columns", "Spalten"},
        {"Company", "Unternehmen"},
        {"Competitor", "Mitbewerber"},
        {"Contact", "Kontakt"},
        {"Content type", "Dateityp"},
        {"Converted account", "Umgewandelt in Firma"},
        {"Converted at", "Umgewandelt am"},
        {"Converted contact", "Umgewandelt in Kontakt"},
        {"Converted deal", "Umgewandelt in Deal"},
        {"Country", "Land"},
        {"Create deal", "Deal anlegen"},
        {"Deal", "Deal"},
        {"Deal amount", "Betrag des Deals"},
        {"Deal name", "Name des Deals"},
        {"Department", "Abteilung"},
        {"Description", "Beschreibung"},
        {"Digest", "Prüfsumme"},
        {"Disqualified reason", "Grund des Ausscheidens"},
        {"Domain", "Domain"},
        {"Done at", "Erledigt am"},
        {"Due at", "Fällig am"},
        {"Duration minutes", "Dauer in Minuten"},
        {"Email", "E-Mail"},
        {"Emails", "E-Mail-Adressen"},
        {"Employees", "Beschäftigte"},
        {"Ends at", "Endet am"},
        {"Entry criteria", "Eintrittskriterien"},
        {"Estimated value", "Geschätzter Wert"},
        {"Exit criteria", "Austrittskriterien"},
        {"Expected close", "Erwarteter Abschluss"},
        {"External id", "Externe ID"},
        {"Family", "Produktfamilie"},
        {"Filter", "Filter"},
        {"First name", "Vorname"},
        {"Forecast category", "Prognosekategorie"},
        {"Goals", "Ziele"},
        {"Hidden fields", "Verborgene Felder"},
        {"Is active", "Aktiv"},
        {"Is default", "Standard"},
        {"Job title", "Position"},
        {"Key", "Schlüssel"},
        {"Kind", "Art"},
        {"Language", "Sprache"},
        {"Last name", "Nachname"},
        {"Lifecycle", "Lebenszyklus"},
        {"List price", "Listenpreis"},
        {"Location", "Ort"},
        {"Level", "Umfang"},
        {"Lost reason", "Verlustgrund"},
        {"Lost reason required", "Verlustgrund ist Pflicht"},
    };
    return words;
}

const record::Dictionary& labels_from_m()
{
    static const record::Dictionary words = {
        {"Manager", "Führungskraft"},
        {"Name", "Name"},
        {"Next activity at", "Nächste Aktivität am"},
        {"Next step", "Nächster Schritt"},
        {"Note", "Notiz"},
        {"Object", "Objekt"},
        {"One", "Der eine"},
        {"The other", "Der andere"},
        {"Outcome", "Ergebnis"},
        {"Owner", "Zuständig"},
        {"Parent", "Übergeordnet"},
        {"Permissions", "Rechte"},
        {"Phone", "Telefon"},
        {"Phones", "Telefonnummern"},
        {"Pipeline", "Pipeline"},
        {"Position", "Reihenfolge"},
        {"Preferences", "Einstellungen"},
        {"Preferred channel", "Bevorzugter Weg"},
        {"Primary contact", "Hauptkontakt"},
        {"Priority", "Priorität"},
        {"Private", "Privat"},
        {"Probability", "Wahrscheinlichkeit"},
        {"Product", "Produkt"},
        {"Profile on a social network", "Profil in einem sozialen Netzwerk"},
        {"Person", "Person"},
        {"Rate", "Kurs"},
        {"Rate on", "Kurs vom"},
        {"Read only fields", "Nur lesbare Felder"},
        {"Record", "Datensatz"},
        {"Recycle on", "Wiedervorlage am"},
        {"Role", "Rolle"},
        {"Rotting days", "Tage bis zur Warnung"},
        {"Sector", "Branche"},
        {"Seen as", "Gesehen als"},
        {"Seen by", "Gesehen von"},
        {"Shared", "Geteilt"},
        {"Shared by", "Freigegeben von"},
        {"Shipping address", "Lieferadresse"},
        {"Size bytes", "Größe in Bytes"},
        {"Sort", "Sortierung"},
        {"Source", "Quelle"},
        {"Stage", "Phase"},
        {"Stage since", "In dieser Phase seit"},
        {"Started on", "Begonnen am"},
        {"Status", "Status"},
        {"Subject", "Betreff"},
        {"Tags", "Schlagwörter"},
        {"Team", "Team"},
        {"Title", "Titel"},
        {"Tone", "Farbe"},
        {"Website", "Website"},
        {"Year established", "Gründungsjahr"},
        {"Zone", "Zeitzone"},
    };
    return words;
}

const record::Dictionary& help_texts()
{
    static const record::Dictionary words = {
        {"Deals that stay longer are marked.", "Deals, die länger bleiben, werden markiert."},
        {"Only its owner sees it, and whom it is shared with.",
         "Nur der Zuständige sieht es, und wem es freigegeben ist."},
        {"The lead comes back as new on this day.", "An diesem Tag kommt der Lead als neu zurück."},
        {"What deals and filters call it; stays when the name changes.",
         "So nennen es Deals und Filter; bleibt, wenn sich der Name ändert."},
    };
    return words;
}

} // namespace

record::Dictionary german_field_words()
{
    record::Dictionary words = labels_to_l();
    words.insert(labels_from_m().begin(), labels_from_m().end());
    words.insert(help_texts().begin(), help_texts().end());
    return words;
}

} // namespace comity::crm
