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

const ROLES = [
  ["specialist", ["/cabinet", "/applications"]],
  ["coordinator", ["/cabinet", "/school"]],
  ["centre", ["/cabinet", "/applications", "/invitations", "/imports", "/templates", "/workload", "/results", "/outbox", "/journal"]],
];

for (const [role, from] of ROLES) {
  test(`every link of the ${role} leads to a page`, { timeout: 600_000 }, async () => {
    const [person] = people(role);
    const visitor = await Visitor.come(chromium, url, { shape: { ...narrow, axe: true }, name: role });
    await visitor.signIn(person.login, person.password);
    const visited = await tour(visitor, from, async (path, answer) => {
      assert.equal(answer.status(), 200, path);
      await fits(visitor.page, path);
      await visitor.inspect({ once: true });
    });
    assert.ok(visited.length > 20, `a tour of ${visited.length} pages`);
    assert.ok(new Set(visited.map((path) => kind(new URL(path, url)))).size > 8, "kinds of pages");
  });
}

test("a page that is not there leads on", async () => {
  const visitor = await Visitor.come(chromium, url);
  await visitor.expects(404).open("/applications-of-last-year");
  await visitor.inspect();
  await visitor.page.getByRole("link", { name: "Войти в систему" }).waitFor();
});
