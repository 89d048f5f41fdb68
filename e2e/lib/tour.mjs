// A tour: every kind of page a person can reach by links, a few of each kind, up to a bound.

import { kind } from "./checks.mjs";

const BOUND = 150;
const OF_A_KIND = 3;
const FILES = String.raw`/(file|archive|archive-file|export|template|builtin|blank|healthz|readyz|signature|xlsx|csv|pdf|receipt|notice)(/|\?|$)|/assets/|\?show=|/papers/`;
const MADE = String.raw`^/journal/seals$|/conclusion/common$|/board/[^/]+/draft$|/act/extract$|/cabinet/data$|^/sittings/.*/(conclusion|documents/)|^/api/`;
const NOT_PAGES = new RegExp(`${FILES}|${MADE}`);

/** Follows internal links from these addresses; `look` is called on each page. Returns the addresses visited. */
export async function tour(visitor, from, look) {
  const { page, url } = visitor;
  const [waiting, seen] = [[...from], new Set(from)];
  const [visited, kinds] = [[], new Map()];
  while (waiting.length && visited.length < BOUND) {
    const path = waiting.shift();
    const what = kind(new URL(path, url));
    const before = kinds.get(what) ?? 0;
    if (before >= OF_A_KIND) continue;
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
