// Somebody who speaks to the API beside the browser: makes what a journey needs, asks what it did.
export class Person {
  #cookie = "";
  #csrf = {};

  constructor(address, email, secret) {
    this.address = address;
    this.email = email;
    this.secret = secret;
  }

  async sign_in() {
    const response = await fetch(`${this.address}/api/v1/session`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email: this.email, password: this.secret }),
    });
    if (!response.ok) throw new Error(`sign-in of ${this.email}: ${response.status}`);
    this.#cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    const session = await response.json();
    this.#csrf = { [session.csrf_header]: session.csrf };
    this.me = session.user;
    return this;
  }

  async ask(method, path, body) {
    const response = await fetch(`${this.address}/api/v1${path}`, {
      method,
      headers: { Cookie: this.#cookie, "Content-Type": "application/json", ...this.#csrf },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 400)}`);
    }
    return text ? JSON.parse(text) : null;
  }

  get = (path) => this.ask("GET", path);
  post = (path, body) => this.ask("POST", path, body);
  patch = (path, body) => this.ask("PATCH", path, body);

  async list(plural, filter = "", limit = 50, more = "") {
    const query = `filter=${encodeURIComponent(filter)}&limit=${limit}${more}`;
    return (await this.get(`/${plural}?${query}`)).records;
  }

  async first(plural, filter) {
    const [record] = await this.list(plural, filter, 1);
    if (!record) throw new Error(`there is no record of ${plural} where ${filter}`);
    return record;
  }

  async count(plural, filter = "") {
    const query = `filter=${encodeURIComponent(filter)}&measure=count`;
    return (await this.get(`/${plural}/aggregate?${query}`)).rows[0]?.count ?? 0;
  }
}
