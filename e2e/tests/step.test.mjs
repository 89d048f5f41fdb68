// The second step of sign-in in a new installation, where it is demanded of the Centre: with the script on a wide screen,
// without it on a phone.

import { after, before, test } from "node:test";
import { live } from "../lib/living.mjs";
import * as step from "../lib/step.mjs";
import { browser, SHAPES, Visitor } from "../lib/visitor.mjs";
import { house } from "../lib/world.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium?.close());

const STEPS = [
  ["the first person of the Centre is led to it", step.isLedToIt],
  ["it is set up with a phone", step.setsItUp],
  ["the password alone opens nothing", step.comesInByIt],
  ["a weighty act asks for a code", step.provesItself],
];

test("the second step of sign-in", { concurrency: 2 }, async (t) => {
  const shapes = SHAPES.filter(({ name }) => ["wide", "narrow-plain"].includes(name) && [undefined, "", name].includes(process.env.E2E_SHAPE));
  const lives = shapes.map((shape) => {
    const { url, link } = house(`step-${shape.name}`);
    const zoya = { surname: "Ильина", given: "Зоя", patronymic: "Павловна", email: `ilina@step-${shape.name}.example.org`, login: "ilina.zp" };
    const seen = new Set();
    const come = (name) => Visitor.come(chromium, url, { shape, name, seen });
    return t.test(shape.words, (t) => live(t, chromium, { house: `step-${shape.name}`, url, link, zoya, come }, STEPS));
  });
  await Promise.all(lives);
});
