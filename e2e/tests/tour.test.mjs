// The demonstration as each of its people sees it: every link leads to a page, every kind of page stands.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fits, kind } from "../lib/checks.mjs";
import { tour } from "../lib/tour.mjs";
import { browser, SHAPES, Visitor } from "../lib/visitor.mjs";
import { house, people } from "../lib/world.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium?.close());

const { url } = house("demo");
const narrow = SHAPES.find(({ name }) => name === "narrow");

// Where a tour begins and how many pages of how many kinds it passes at least.
const ROLES = [
  ["specialist", ["/cabinet", "/applications"], 20, 8],
  ["coordinator", ["/cabinet", "/school", "/reports"], 20, 8],
  ["centre", ["/cabinet", "/applications", "/intake", "/sittings", "/acts/board", "/people", "/settings", "/invitations", "/imports", "/templates", "/workload", "/results", "/reports", "/retention", "/settings/letters", "/settings/api", "/outbox", "/journal"], 60, 30],
  ["teacher", ["/cabinet", "/drafts/new"], 8, 6],
  ["municipal", ["/cabinet", "/invitations", "/register"], 12, 8],
  ["chair", ["/cabinet", "/sittings"], 6, 4],
  ["authority", ["/cabinet", "/acts/board", "/register"], 12, 8],
  ["admin", ["/cabinet", "/invitations", "/organizations", "/settings"], 10, 6],
];

for (const [role, from, pages, kinds] of ROLES) {
  test(`every link of the ${role} leads to a page`, { timeout: 600_000 }, async () => {
    const [person] = people(role);
    const visitor = await Visitor.come(chromium, url, { shape: { ...narrow, axe: true }, name: role });
    await visitor.signIn(person.login, person.password);
    const visited = await tour(visitor, from, async (path, answer) => {
      assert.equal(answer.status(), 200, path);
      await fits(visitor.page, path);
      await visitor.inspect({ once: true });
    });
    assert.ok(visited.length >= pages, `a tour of ${visited.length} pages`);
    const met = new Set(visited.map((path) => kind(new URL(path, url)))).size;
    assert.ok(met >= kinds, `${met} kinds of pages`);
  });
}

test("a page that is not there leads on", async () => {
  const visitor = await Visitor.come(chromium, url);
  await visitor.expects(404).open("/applications-of-last-year");
  await visitor.inspect();
  await visitor.page.getByRole("link", { name: "Войти в систему" }).waitFor();
});
