import type { words_address_book_en } from "./words_address_book_en";

export const words_address_book_de: typeof words_address_book_en = {
  address_book: "Adressbuch",
  address_book_title: "Adressbuch auf Ihrem Telefon",
  address_book_hint:
    "Ihre Kontakte im Adressbuch des Telefons, in beide Richtungen: Wer anruft, hat einen " +
    "Namen, und was Sie dort ändern, ist hier geändert.",
  address_book_which: "Auf dem Telefon",
  address_book_mine: "Meine Kontakte",
  address_book_all: "Alle, die ich sehe",
  address_book_which_hint: "Nach einer Änderung liest das Telefon sie neu ein.",
  address_book_server: "Server",
  address_book_user: "Benutzername",
  address_book_key: "Passwort",
  address_book_device: "Name des Geräts",
  address_book_device_example: "Mein Telefon",
  address_book_make: "Schlüssel für ein Gerät erzeugen",
  address_book_made:
    "Das ist das Passwort für {name}. Es wird einmal gezeigt; geben Sie es jetzt am Gerät ein.",
  address_book_no_key:
    "Nicht Ihr eigenes Passwort: Jedes Gerät bekommt einen eigenen Schlüssel, den Sie " +
    "widerrufen können.",
  address_book_devices: "Geräte",
  address_book_none: "Noch hat kein Gerät einen Schlüssel.",
  address_book_used: "zuletzt abgeglichen {when}",
  address_book_unused: "noch nicht abgeglichen",
  address_book_how: "So geben Sie es ein",
  address_book_ios: "iPhone, iPad",
  address_book_ios_how:
    "Einstellungen › Apps › Kontakte › Accounts › Account hinzufügen › Andere › " +
    "CardDAV-Account hinzufügen. Server, Benutzername und Passwort eingeben.",
  address_book_mac: "Mac",
  address_book_mac_how:
    "Kontakte › Einstellungen › Accounts › Anderer Kontakte-Account › CardDAV, Accounttyp " +
    "Manuell. Benutzername, Passwort und Server eingeben.",
  address_book_android: "Android",
  address_book_android_how:
    "DAVx⁵ installieren. Konto hinzufügen › Anmelden mit URL und Benutzername: Server, " +
    "Benutzername und Passwort eingeben. Das Adressbuch wählen und den Zugriff auf " +
    "Kontakte erlauben.",
  address_book_thunderbird: "Thunderbird",
  address_book_thunderbird_how:
    "Adressbuch › Neues Adressbuch › CardDAV-Adressbuch hinzufügen. Benutzername und " +
    "Server eingeben, danach das Passwort.",
};
