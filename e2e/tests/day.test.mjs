// The day of three people, from the first start of an empty house to a corrected result:
// once for each shape, each in a house of its own, with letters that really travel.

import { after, before, test } from "node:test";
import * as centre from "../lib/centre.mjs";
import * as coordinator from "../lib/coordinator.mjs";
import * as specialist from "../lib/specialist.mjs";
import { live } from "../lib/living.mjs";
import { browser, SHAPES, Visitor } from "../lib/visitor.mjs";
import { house } from "../lib/world.mjs";

let chromium;
before(async () => {
  chromium = await browser({ whole: true });
});
after(() => chromium?.close());

/** One shape's day: who is there, and what each step leaves to the next. */
class Day {
  constructor(shape) {
    const { url, link } = house(shape.name);
    Object.assign(this, { house: shape.name, shape, url, link, seen: new Set() });
    this.zoya = { surname: "Ильина", given: "Зоя", patronymic: "Павловна", email: `ilina@${shape.name}.example.org`, login: "ilina.zp" };
    this.olga = { surname: "Смирнова", given: "Ольга", patronymic: "Петровна", email: `smirnova@${shape.name}.example.org`, login: "smirnova.op" };
    this.kira = { surname: "Лебедева", given: "Кира", patronymic: "Львовна", email: `lebedeva@${shape.name}.example.org`, login: "lebedeva.kl" };
    this.teacher = { surname: "Хохлов", name: "Хохлов Игорь Дмитриевич", school: "МБОУ ДО «ДДТ № 56» (Асиновский район)" };
  }

  /** Somebody comes with a browser of their own. */
  come(name) {
    return Visitor.come(chromium, this.url, { shape: this.shape, name, seen: this.seen });
  }
}

const STEPS = [
  ["the first link makes the first cabinet of the Centre", centre.opensTheHouse],
  ["the Centre takes schools and applications from sheets", centre.takesSheets],
  ["the Centre lays the template of conclusions", centre.laysTemplate],
  ["the Centre invites a specialist, the letter comes", centre.invitesSpecialist],
  ["the specialist opens the link twice, then registers", specialist.registers],
  ["the Centre invites a coordinator, who comes by the code", async (day) => {
    await centre.invitesCoordinator(day);
    await coordinator.registersByCode(day);
  }],
  ["the coordinator gives the documents and marks them checked", coordinator.givesDocuments],
  ["the Centre assigns the specialist, a letter tells of it", centre.assigns],
  ["the specialist finds the case and looks at every document", specialist.looksAtDocuments],
  ["the specialist takes the documents and the filled template away", specialist.takesFiles],
  ["the specialist attaches the conclusion, then another in its place", specialist.attaches],
  ["the specialist checks and records the result", specialist.records],
  ["the Centre returns the case with a reason", centre.returnsCase],
  ["the specialist corrects and records again", specialist.corrects],
  ["the Centre sees the result, the letters and the journal", centre.seesWhatHappened],
  ["a forgotten password is recovered by a letter", specialist.recovers],
  ["signing out everywhere closes every browser", specialist.leavesEverywhere],
];

test("the day", { concurrency: 2 }, async (t) => {
  const shapes = SHAPES.filter(({ name }) => [undefined, "", name].includes(process.env.E2E_SHAPE));
  await Promise.all(shapes.map((shape) => t.test(shape.words, (t) => live(t, chromium, new Day(shape), STEPS))));
});
