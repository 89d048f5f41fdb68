// A tour: every kind of page a person can reach by links, a few of each kind. A bound it would pass is a failure: what lies
// beyond would be looked at by nobody.

import { kind } from "./checks.mjs";

const BOUND = 400;
const OF_A_KIND = 3;
const FILES = String.raw`/(file|archive|archive-file|export|template|builtin|blank|healthz|readyz|signature|xlsx|csv|pdf|receipt|notice)(/|\?|$)|/assets/|\?show=|/papers/`;
const MADE = String.raw`^/journal/seals$|/conclusion/common$|/board/[^/]+/(correction/)?draft$|/act/(extract|refusal)$|/cabinet/data$|^/sittings/.*/(conclusion|documents/)|^/api/`;
const HANDED = String.raw`/petition$|/answer-file$|/erasures/[^/]+/(paper|log)$|^/settings/criteria/[^/]+/sheet$`;
const NOT_PAGES = new RegExp(`${FILES}|${MADE}|${HANDED}`);

/** Follows internal links from these addresses; `look` is called on each page. Returns the addresses visited. */
export async function tour(visitor, from, look) {
  const { page, url } = visitor;
  const [waiting, seen] = [[...from], new Set(from)];
  const [visited, kinds] = [[], new Map()];
  while (waiting.length) {
    const path = waiting.shift();
    const what = kind(new URL(path, url));
    const before = kinds.get(what) ?? 0;
    if (before >= OF_A_KIND) continue;
    if (visited.length === BOUND) throw new Error(`more than ${BOUND} pages: ${path} is left out`);
    kinds.set(what, before + 1);
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
