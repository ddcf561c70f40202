// Waiting for what the page cannot tell, as the server's later work: asks until it is so.

const ask_again_ms = 50;
// Only ends what never comes; no journey may depend on how soon it comes.
const limit_ms = 120_000;

export async function until(is_so, what) {
  const end = Date.now() + limit_ms;
  while (!(await is_so())) {
    if (Date.now() > end) throw new Error(`it never came: ${what}`);
    await new Promise((done) => setTimeout(done, ask_again_ms));
  }
}
