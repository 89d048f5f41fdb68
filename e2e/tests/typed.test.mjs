// Markup typed wherever text can be typed, by people of every role, in a demonstration of its own; then every page of every
// role and every letter shows it as the text it is.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { tour } from "../lib/tour.mjs";
import { holds, types, watch } from "../lib/typing.mjs";
import { browser, Visitor } from "../lib/visitor.mjs";
import { house, lettersOf, people } from "../lib/world.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium?.close());

const { url } = house("typed");
const done = new Set();
const led = new Set();

// Who types, from where, and how many forms at least; the Centre last: it may close what others stand in.
const TYPE = [
  ["teacher", ["/cabinet", "/drafts/new", "/profile"], 3],
  ["coordinator", ["/cabinet", "/school", "/school/fitness", "/school/drafts"], 3],
  ["specialist", ["/cabinet", "/applications"], 3],
  ["centre", ["/cabinet", "/applications", "/intake", "/sittings", "/acts/board", "/organizations", "/register", "/settings", "/invitations", "/retention", "/outbox"], 15],
];
// Who looks afterwards, and on how many pages the text must be met.
const LOOK = [
  ["centre", ["/cabinet", "/applications", "/organizations", "/sittings", "/acts/board", "/settings", "/invitations", "/outbox", "/journal", "/register"], 12],
  ["admin", ["/cabinet", "/organizations", "/settings", "/journal"], 5],
  ["authority", ["/cabinet", "/applications", "/sittings", "/acts/board", "/register"], 15],
];

async function comes(role) {
  const [person] = people(role, "typed");
  const visitor = await Visitor.come(chromium, url, { name: role });
  await visitor.signIn(person.login, person.password);
  return visitor;
}

test("what is typed is text and nothing else", { timeout: 900_000 }, async (t) => {
  for (const [role, from, least] of TYPE) {
    await t.test(`the ${role} types markup into every form`, async () => {
      const visitor = await comes(role);
      const page = await visitor.context.newPage();
      const met = watch(page, url);
      const typed = { sent: 0, refused: 0 };
      await tour(visitor, from, async (path, answer) => {
        if (answer.status() !== 200) return;
        const { sent, refused, led: to } = await types(page, met, url, path, done);
        typed.sent += sent;
        typed.refused += refused;
        to.forEach((one) => led.add(one));
      });
      assert.ok(typed.sent >= least, `${typed.sent} forms sent`);
      t.diagnostic(`${role}: ${typed.sent} forms, ${typed.refused} refused with all that was typed`);
      await visitor.context.close();
    });
  }
  for (const [role, from, least] of LOOK) {
    await t.test(`the ${role} reads it as text`, async () => {
      const visitor = await comes(role);
      const page = await visitor.context.newPage();
      const met = watch(page, url);
      let shown = 0;
      // First where the forms have led; what is not this person's is not shown.
      await tour({ page, url }, [...led, ...from], async (path) => {
        if (await holds(page, met, path)) shown += 1;
      });
      assert.ok(shown >= least, `the text is met on ${shown} pages`);
      t.diagnostic(`${role}: the text stands on ${shown} pages`);
      await visitor.context.close();
    });
  }
  await t.test("letters hold it as text", () => {
    const letters = lettersOf("typed");
    const with_it = letters.filter((html) => html.includes("data-typed"));
    assert.ok(with_it.length > 0, `none of ${letters.length} letters tells what was typed`);
    for (const html of with_it) assert.doesNotMatch(html, /<b data-typed|<img src=x/);
    t.diagnostic(`${with_it.length} letters`);
  });
});

test("markup that were more than text would be noticed", async () => {
  const page = await (await chromium.newContext()).newPage();
  const met = watch(page, url);
  await page.setContent(`<p><b data-typed>1</b></p><script>alert(1)</script>`);
  await assert.rejects(holds(page, met, "planted"));
  assert.deepEqual(met, ["dialog: 1"]);
});
