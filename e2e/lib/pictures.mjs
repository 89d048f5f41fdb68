// Pictures of the guide: the top of a page, no taller than the eye takes in at once, and light.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** Where they are asked for; nowhere when they are not. */
export const wanted = process.env.E2E_PICTURES;

const HEAVIEST = 150 * 1024;

/** Keeps one. */
export async function keep(page, name, height = 1000) {
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  const drawn = await page.screenshot({ path: join(wanted, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width: 1280, height: Math.min(whole, height) } });
  assert.ok(drawn.length <= HEAVIEST, `${name}.png: ${drawn.length} bytes`);
}

/** Keeps a whole page under its address in a folder, to be looked at. */
export async function shelve(page, folder, what) {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${what.replace(/[^\wа-яё]+/giu, "_")}.png`), fullPage: true });
}
