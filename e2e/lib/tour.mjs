// A tour: every page a person can reach by links, up to a bound.

const BOUND = 80;
const NOT_PAGES = /\/(file|archive|export|template|blank|healthz|readyz)(\/|\?|$)|\/assets\/|\?show=/;

/** Follows every internal link from these addresses; `look` is called on each page. Returns the addresses seen. */
export async function tour(visitor, from, look) {
  const { page, url } = visitor;
  const [waiting, seen] = [[...from], new Set(from)];
  const visited = [];
  while (waiting.length && visited.length < BOUND) {
    const path = waiting.shift();
    const answer = await page.goto(new URL(path, url).href);
    visited.push(path);
    await look(path, answer);
    const found = await page.locator("a[href]").evaluateAll((all) => all.map((one) => one.href));
    for (const href of found) {
      const to = new URL(href);
      const next = to.pathname + to.search;
      if (to.origin !== url || NOT_PAGES.test(next) || seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return visited;
}
