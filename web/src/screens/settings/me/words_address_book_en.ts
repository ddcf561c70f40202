export const words_address_book_en = {
  address_book: "Address book",
  address_book_title: "Address book on your phone",
  address_book_hint:
    "Your contacts in the phone's own address book, both ways: who calls has a name, and " +
    "what you change there is changed here.",
  address_book_which: "On the phone",
  address_book_mine: "My contacts",
  address_book_all: "All I can see",
  address_book_which_hint: "After a change the phone reads them anew.",
  address_book_server: "Server",
  address_book_user: "User name",
  address_book_key: "Password",
  address_book_device: "Name of the device",
  address_book_device_example: "My phone",
  address_book_make: "Make a key for a device",
  address_book_made:
    "This is the password for {name}. It is shown once; enter it on the device now.",
  address_book_no_key:
    "Not your own password: each device gets a key of its own, which you can revoke.",
  address_book_devices: "Devices",
  address_book_none: "No device has a key yet.",
  address_book_used: "last in step {when}",
  address_book_unused: "not in step yet",
  address_book_how: "How to enter it",
  address_book_ios: "iPhone, iPad",
  address_book_ios_how:
    "Settings › Apps › Contacts › Contacts Accounts › Add Account › Other › Add CardDAV " +
    "Account. Enter server, user name and password.",
  address_book_mac: "Mac",
  address_book_mac_how:
    "Contacts › Settings › Accounts › Other Contacts Account › CardDAV, account type " +
    "Manual. Enter user name, password and server.",
  address_book_android: "Android",
  address_book_android_how:
    "Install DAVx⁵. Add account › Login with URL and user name: enter server, user name " +
    "and password. Choose the address book and allow access to contacts.",
  address_book_thunderbird: "Thunderbird",
  address_book_thunderbird_how:
    "Address Book › New Address Book › Add CardDAV Address Book. Enter user name and " +
    "server, then the password.",
};
