// Letters as a person reads them.

import assert from "node:assert/strict";
import { code, letter, links } from "./world.mjs";

/** Takes a letter with a link in it: the link stands on its own line of the text, and in the HTML as a button and as text. */
export async function linkIn(address, subject, path) {
  const read = await letter(address, subject);
  const found = links(read).filter((one) => new URL(one).pathname.startsWith(path));
  assert.equal(found.length, 1, `one link on a line of its own:\n${read.text}`);
  const [link] = found;
  assert.ok(read.html.includes(`href="${link}"`), "the link is a button of the HTML part");
  assert.ok(read.html.includes(`>${link}<`), "the link is a text of the HTML part");
  assert.equal(new URL(link).search, "", "a link without a query is not broken by mail programs");
  assert.doesNotMatch(read.html, /<img|<script|<link/, "nothing in the letter is fetched");
  return { ...read, link, code: code(read) };
}

/** Takes a letter and compares what it says. */
export async function says(address, subject, ...words) {
  const read = await letter(address, subject);
  for (const one of words) {
    assert.match(read.text, one, read.text);
    assert.match(read.html.replace(/<[^>]+>/g, " ").replace(/&#\d+;|&\w+;/g, (sign) => ({ "&quot;": "\"", "&#34;": "\"" })[sign] ?? sign), one, "the HTML part says the same");
  }
  return read;
}
