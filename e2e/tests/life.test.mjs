// The whole procedure, lived through pages and letters: an application of each of the four categories from the draft
// to a published act and a checked extract, each in a house and a shape of its own. Beside them the special ways,
// one a house: a refusal, a group of three with a dissenting opinion, a withdrawal with an attestation for fitness after it,
// an award, a case put off.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as centre from "../lib/centre.mjs";
import * as coordinator from "../lib/coordinator.mjs";
import * as decree from "../lib/decree.mjs";
import * as fitness from "../lib/fitness.mjs";
import * as group from "../lib/group.mjs";
import * as intake from "../lib/intake.mjs";
import * as joining from "../lib/joining.mjs";
import { live } from "../lib/living.mjs";
import * as sitting from "../lib/sitting.mjs";
import * as specialist from "../lib/specialist.mjs";
import * as teacher from "../lib/teacher.mjs";
import { browser, SHAPES, Visitor } from "../lib/visitor.mjs";
import { house, snils, tell } from "../lib/world.mjs";

let chromium;
const began = Date.now();
const told = { shapes: 0, steps: 0, pages: 0, broken: 0 };
before(async () => {
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  const { shapes, steps, pages, broken } = told;
  if (shapes) tell(`e2e: жизнь заявления: домов ${shapes}, шагов ${steps}, видов страниц ${pages}, прервано домов ${broken}, ${Math.round((Date.now() - began) / 1000)} с`);
});

const SCHOOL = "ДДТ № 56";
const DIPLOMA = "Диплом об образовании";
const PETITION = "Ходатайство работодателя";
const NEEDS_HIGHEST = /Нужна действующая высшая категория по любой должности/;
const DISSENT = "Методическая работа описана без подтверждений.";
const REMARK = "Нет документа о повышении квалификации. Добавьте его.";
const REASON = "Результаты работы за три года не подтверждены документами.";

const FIRST = ["Устойчивые положительные результаты обучающихся по мониторингу организации", "Устойчивые положительные результаты обучающихся по внешнему мониторингу системы образования", "Способности обучающихся к науке, творчеству и спорту выявлены и развиваются", "Личный вклад: методы обучения и воспитания улучшены"];
const HIGHEST = ["Положительная динамика результатов обучающихся по мониторингу организации", "Положительные результаты обучающихся по внешнему мониторингу системы образования", "Способности обучающихся развиваются", "Личный вклад: новые технологии", "Методическая работа: программы и методические материалы"];

/** What each category asks for, and what its teacher says of an earlier one. */
const CATEGORIES = {
  первая: { said: "Категории нет и не было", held: "Категории нет и не было", papers: [DIPLOMA], indicators: FIRST },
  высшая: { said: "Действует первая", held: "Действует первая", papers: [DIPLOMA], indicators: HIGHEST, barred: /Для высшей категории нужна первая или высшая/ },
  "педагог-методист": {
    said: "Действует высшая", held: "Действует высшая", papers: [DIPLOMA, PETITION], barred: NEEDS_HIGHEST,
    indicators: ["Руководит методическим объединением", "Руководит разработкой программ и методических материалов", "Помогает коллегам готовиться к профессиональным конкурсам", "Поддерживает профессиональный рост коллег", "Передаёт собственные авторские разработки"],
  },
  "педагог-наставник": {
    said: "Действует высшая", held: "Действует высшая", papers: [DIPLOMA, PETITION], barred: NEEDS_HIGHEST,
    indicators: ["Руководит практической подготовкой студентов", "Ведёт наставничество педагогов", "Помогает молодым специалистам участвовать в профессиональных конкурсах", "Распространяет собственный подход к наставничеству"],
  },
};

/** One house: who lives in it, and what each step leaves to the next. */
class Life {
  constructor(shape, category) {
    this.house = `life-${shape.name}`;
    const { url, link } = house(this.house);
    Object.assign(this, { shape: { ...shape, axe: true, album: this.house, pictures: shape.name === "wide" }, url, link, seen: new Set() });
    const person = (surname, given, patronymic, more) => ({ surname, given, patronymic, name: `${surname} ${given} ${patronymic}`, email: `${more.box}@${this.house}.example.org`, ...more });
    this.zoya = person("Ильина", "Зоя", "Павловна", { box: "ilina", login: "ilina.zp" });
    this.olga = person("Смирнова", "Ольга", "Петровна", { box: "smirnova", role: "специалист", place: "ДДТ № 65" });
    this.kira = person("Лебедева", "Кира", "Львовна", { box: "lebedeva", role: "координатор", place: SCHOOL });
    this.vera = person("Орехова", "Вера", "Глебовна", { box: "orehova", role: "специалист", place: "ДДТ № 65" });
    this.gleb = person("Тарасов", "Глеб", "Ильич", { box: "tarasov", role: "специалист", place: "ДДТ № 65" });
    this.nina = person("Жукова", "Нина", "Ивановна", { box: "zhukova", role: "член комиссии" });
    const at = { role: "педагог", place: SCHOOL, post: "Учитель" };
    this.anna = person("Белова", "Анна", "Игоревна", { box: "belova", ...at, born: "04.02.1985", snils: snils("112233445"), category, ...CATEGORIES[category] });
    this.pavel = person("Дроздов", "Павел", "Андреевич", { box: "drozdov", ...at, born: "17.09.1988", snils: snils("135246780"), category: "первая" });
  }

  /** Somebody comes with a browser of their own. */
  come(name) {
    return Visitor.come(chromium, this.url, { shape: this.shape, name, seen: this.seen });
  }
}

const HOUSE = [
  ["the Centre opens its house and takes the schools from a sheet", async (day) => {
    await centre.makesFirstCabinet(day, await day.come("Зоя"));
    await centre.takesSchools(day);
  }],
  ["the specialist, the coordinator and the chair come by letters", async (day) => {
    for (const who of [day.olga, day.kira, day.nina]) await joining.comes(day, day.zoya.at, who);
  }],
  ["the Centre writes the commission down", sitting.forms],
];

const SUBMITTED = [
  ["the coordinator invites a teacher, who comes by the letter", (day) => joining.comes(day, day.kira.at, day.anna)],
  ["the teacher begins a draft", (day) => teacher.begins(day.anna)],
  ["the teacher fills its pages", (day) => teacher.fillsPages(day.anna)],
  ["the teacher tells of results", (day) => teacher.fillsResults(day.anna)],
  ["the teacher adds documents and agrees", (day) => teacher.givesPapers(day.anna)],
  ["the teacher signs and submits", (day) => teacher.signs(day.anna)],
];

const REMARKED = [
  ["the Centre makes a remark, the school and the teacher answer it", async (day) => {
    await intake.remarks(day, day.anna, REMARK);
    await coordinator.completes(day.kira.at, day.anna, "Повышение квалификации");
    await teacher.answersRemark(day.anna, REMARK);
  }],
];

const REGISTERED = [["the Centre registers the application", (day) => intake.registers(day, day.anna)]];

const SCHEDULED = [
  ["the Centre sets term, place and form", (day) => intake.schedules(day, day.anna)],
  ["the Centre assigns the specialist, who concludes", async (day) => {
    await intake.assigns(day, day.anna);
    await specialist.concludes(day, day.anna, /^соответствует/i);
  }],
];

const GROUP = [
  ["the Centre sets term, place and form", (day) => intake.schedules(day, day.anna)],
  ["two more specialists come, the Centre makes a group of three", async (day) => {
    for (const who of [day.vera, day.gleb]) await joining.comes(day, day.zoya.at, who);
    await group.assigns(day, day.anna, [day.olga, day.vera, day.gleb]);
  }],
  ["each of the three finds alone, one against, the majority decides", (day) => group.finds(day, day.anna, [day.olga, day.vera, day.gleb], DISSENT)],
];

const DISSENT_READ = [["the chair reads the dissenting opinion", (day) => group.isReadByChair(day, day.anna, day.vera, DISSENT)]];

/** From the agenda to the opened session, with these cases on it. */
const convened = (...cases) => [
  ["the Centre plans a session of today", (day) => sitting.plansToday(day, ...cases.map((one) => day[one]))],
  ["the teacher reads the conclusion, the chair reads the case", async (day) => {
    await teacher.readsConclusion(day.anna);
    await sitting.preparesMember(day, day.anna);
  }],
  ["the session is opened, the quorum is counted", sitting.opens],
  ["the commission grants the category", (day) => sitting.decides(day, day.anna, "За", { decided: "установлена" })],
];

const SIGNED = [
  ["the protocol is signed, the teacher reads the decision", async (day) => {
    await sitting.signsProtocol(day, day.anna.name);
    await teacher.readsDecision(day.anna, /установить/);
  }],
];

/** From the draft of the act to the checked extract. */
const enacted = ({ records = "1 запись", letters = 2, seen = ["anna"], unseen = [] } = {}) => [
  ["the act is issued", (day) => decree.issues(day, { records, letters })],
  ["the letters go, the teacher takes the extract", async (day) => {
    await decree.letsLettersGo(day);
    day.code = await teacher.takesExtract(day.anna, "Категория установлена", /установить/, "1214-р");
    assert.match(day.code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  }],
  ["the act is published, anybody reads it", async (day) => {
    day.anybody = await day.come("прохожий");
    await decree.publishes(day, day.anybody, { seen: seen.map((one) => day[one].name), unseen: unseen.map((one) => day[one].surname) });
  }],
  ["the record is found in the register, the extract is checked by its code", async (day) => {
    await decree.findsRecord(day, day.anna, day.code);
    await decree.isChecked(day.anybody, day.anna, day.code);
    await teacher.holdsCategory(day.anna);
  }],
];

/** A second teacher, whose application came on paper and who comes by a letter afterwards. */
const ON_PAPER = [
  ["an application on paper is written down, its teacher comes by a letter", async (day) => {
    await intake.writesDown(day, day.pavel);
    await joining.comes(day, day.kira.at, day.pavel);
    await day.pavel.at.sees("Личный кабинет педагога", day.pavel.number);
  }],
];

const REFUSAL = [
  ...ON_PAPER,
  ["the specialist finds against the second teacher", async (day) => {
    await intake.assigns(day, day.pavel);
    await specialist.concludes(day, day.pavel, /^не соответствует/i, REASON);
  }],
];

const REFUSED = [
  ["the commission refuses the second teacher and says why", (day) => sitting.decides(day, day.pavel, "Против", { decided: "отказано", reason: REASON })],
];

const REFUSAL_READ = [
  ["the refused teacher reads the reason and until when the category is shut", async (day) => {
    await teacher.readsDecision(day.pavel, /отказать/, REASON);
    assert.equal(await teacher.takesExtract(day.pavel, "В установлении категории отказано", REASON), "", "a refusal has no code");
    await teacher.isShutOut(day.pavel);
  }],
];

const WITHDRAWAL = [
  ...ON_PAPER,
  ["the second teacher takes the application back", (day) => teacher.withdraws(day.pavel)],
];

const FITNESS = [
  ["the school plans an attestation for fitness", (day) => fitness.plans(day, day.pavel)],
  ["the order is written down", (day) => fitness.orders(day, day.pavel)],
  ["the presentation is written and shown", (day) => fitness.presents(day, day.pavel)],
  ["the session of the school is held", (day) => fitness.holds(day, day.pavel)],
  ["the extract is made and read, the attestation ends", (day) => fitness.ends(day, day.pavel)],
];

const AWARD = [
  ...ON_PAPER,
  ["the second teacher goes the simplified track by an award", async (day) => {
    await intake.schedules(day, day.pavel, "упрощённый, по награде");
    await coordinator.completes(day.kira.at, day.pavel, "Другой документ");
    await intake.confirmsAward(day, day.pavel);
  }],
];

const GRANTED_TOO = [
  ["the commission grants the second category without an analysis", (day) => sitting.decides(day, day.pavel, "За", { decided: "установлена" })],
];

const PUT_OFF = [
  ...ON_PAPER,
  ["the specialist concludes for the second teacher", async (day) => {
    await intake.assigns(day, day.pavel);
    await specialist.concludes(day, day.pavel, /^соответствует/i);
  }],
];

const NEXT = [["the case that was put off goes to the next session", (day) => sitting.plansNext(day, day.pavel)]];

/** Which category and which special way is lived in which shape. */
const WAYS = {
  wide: ["первая", [...HOUSE, ...SUBMITTED, ...REMARKED, ...SCHEDULED, ...REFUSAL, ...convened("anna", "pavel"), ...REFUSED, ...SIGNED, ...enacted({ letters: 3, unseen: ["pavel"] }), ...REFUSAL_READ]],
  "wide-plain": ["высшая", [...HOUSE, ["the Centre makes a rule of three", (day) => group.rules(day, "высшая")], ...SUBMITTED, ...REGISTERED, ...GROUP, ...WITHDRAWAL, ...convened("anna"), ...DISSENT_READ, ...SIGNED, ...enacted(), ...FITNESS]],
  narrow: ["педагог-методист", [...HOUSE, ...SUBMITTED, ...REGISTERED, ...SCHEDULED, ...AWARD, ...convened("anna", "pavel"), ...GRANTED_TOO, ...SIGNED, ...enacted({ records: "2 записи", letters: 3, seen: ["anna", "pavel"] })]],
  "narrow-plain": [
    "педагог-наставник",
    [
      ...HOUSE, ...SUBMITTED, ...REMARKED, ...SCHEDULED, ...PUT_OFF, ...convened("anna", "pavel"),
      ["the commission puts the second case off", (day) => sitting.putsOff(day, day.pavel)],
      ...SIGNED, ...NEXT, ...enacted(),
    ],
  ],
};

test("the life of an application", { concurrency: 2 }, async (t) => {
  const shapes = SHAPES.filter(({ name }) => [undefined, "", name].includes(process.env.E2E_SHAPE));
  await Promise.all(
    shapes.map((shape) => {
      const [category, steps] = WAYS[shape.name];
      return t.test(`${category}, ${shape.words}`, async (t) => {
        const day = new Life(shape, category);
        const whole = await live(t, chromium, day, steps);
        told.shapes += 1;
        told.steps += steps.length;
        told.pages += day.seen.size;
        told.broken += whole ? 0 : 1;
      });
    }),
  );
});
