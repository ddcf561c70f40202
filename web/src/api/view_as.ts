// Whom this tab looks as. Only this tab: in another one an administrator stays who he is. Every
// question carries it; the server answers as that person would be answered, and refuses to change
// anything.

const place = "comity.view_as";

export function viewed_as(): string | null {
  try {
    return sessionStorage.getItem(place);
  } catch {
    return null;
  }
}

// Everything is read anew, from the person's own first screen.
export function look_as(user: string) {
  sessionStorage.setItem(place, user);
  location.assign("/");
}

export function be_oneself() {
  forget_view();
  location.assign("/settings/users");
}

export function forget_view() {
  try {
    sessionStorage.removeItem(place);
  } catch {
    // Without storage there was no view either.
  }
}

// For what can carry no header: downloads and the stream of events.
export function with_view(address: string): string {
  const user = viewed_as();
  if (!user) return address;
  return `${address}${address.includes("?") ? "&" : "?"}view_as=${user}`;
}
