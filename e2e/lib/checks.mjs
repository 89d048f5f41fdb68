// What is asked of every page, whoever looks at it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const NARROW = [360, 320];

/** Addresses of one kind of page: ids, codes of settings and keys of lists do not tell pages apart. */
export function kind(address) {
  const { pathname, searchParams } = new URL(address);
  const coded = pathname.replace(/^(\/settings\/(?:deadlines|letters|papers|posts)\/)(?!new$|versions\/)[^/]+/, "$1…");
  const path = coded.replace(/\/(?=[^/]*\d)[\w-]{8,}/g, "/…").replace(/\/\d+(?=\/|$)/g, "/…");
  return [path, ...new Set([...searchParams.keys()])].join(" ");
}

/** Waits until it is so: for what a browser does in its own time, however slow the machine. */
export async function becomes(what, is, seconds = 60) {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; await pause(100)) if (await is()) return;
  assert.fail(`${what}: not within ${seconds} s`);
}

/** The page is named, has one heading, and nothing hangs over its edge on a phone. */
export async function stands(page, name) {
  assert.match(await page.title(), / — Аттестация$/, `${name}: title`);
  assert.equal(await page.locator("h1").count(), 1, `${name}: one h1`);
  const size = page.viewportSize();
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: 640 });
    await fits(page, name);
  }
  await page.setViewportSize(size);
}

/** Nothing hangs over the edge of the page as wide as it is now. */
export async function fits(page, name) {
  const over = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return "";
    const out = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
    return `${root.scrollWidth} > ${root.clientWidth}: ${out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)).join(" · ")}`;
  });
  assert.equal(over, "", `${name}: scrolls sideways`);
}

const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** axe finds nothing. */
export async function isAccessible(page, name) {
  // A colour on its way to another is judged where it comes to rest, however slow the machine.
  await page.evaluate(() => document.getAnimations().forEach((one) => (one.effect?.getComputedTiming().endTime === Infinity ? one.cancel() : one.finish())));
  await page.evaluate(AXE);
  const found = await page.evaluate((runOnly) => axe.run(document, { runOnly, resultTypes: ["violations"], iframes: false, selectors: false }), RULES);
  const told = found.violations.map((one) => `${one.id}: ${one.help}\n${one.nodes.slice(0, 3).map((node) => `    ${node.html}`).join("\n")}`);
  assert.equal(told.join("\n"), "", `${name}: axe`);
}

/** Goes through the page by Tab: every stop looks different while it holds the focus. Returns the number of stops. */
export async function focusShows(page, name) {
  await page.locator("body").evaluate(() => {
    document.activeElement?.blur();
    getSelection().removeAllRanges();
  });
  const unseen = [];
  let stops = 0;
  for (; stops < 150; stops += 1) {
    await page.keyboard.press("Tab");
    const told = await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body || at.tagName === "IFRAME") return at?.tagName === "IFRAME" ? "frame" : "end";
      if (at.dataset.tabbed) return "end";
      at.dataset.tabbed = "yes";
      const look = (one) => {
        const style = getComputedStyle(one);
        return [style.outlineStyle === "none" ? "" : style.outline, style.boxShadow, style.backgroundColor, style.borderColor, style.textDecoration].join("|");
      };
      // A box to tick is drawn by the label beside it.
      const shown = (one) => [one, one.nextElementSibling].filter(Boolean).map((each) => [look(each), getComputedStyle(each, "::before").boxShadow, getComputedStyle(each, "::before").outline].join("|")).join("#");
      const box = at.getBoundingClientRect();
      const held = shown(at);
      at.blur();
      const free = shown(at);
      at.focus({ preventScroll: true });
      return held === free || box.width === 0 || box.bottom < 0 || box.top > innerHeight ? at.outerHTML.slice(0, 160) : "";
    });
    if (told === "end") break;
    if (told !== "" && told !== "frame") unseen.push(told);
  }
  assert.deepEqual(unseen, [], `${name}: stops of Tab without a visible focus`);
  return stops;
}
