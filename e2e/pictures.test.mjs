// Pictures for the guide into E2E_PICTURES, and every kind of page in four shapes into shots/. Runs after the day.

import { join } from "node:path";
import { after, before, test } from "node:test";
import { becomes, kind } from "./lib/checks.mjs";
import { tour } from "./lib/tour.mjs";
import { keep, shelve } from "./lib/pictures.mjs";
import { browser, SHAPES, Visitor } from "./lib/visitor.mjs";
import { PASSWORD } from "./lib/registration.mjs";
import { house, letter, links, office, people, shots } from "./lib/world.mjs";

const [wide, narrow] = SHAPES;
const tall = { ...wide, viewport: { width: 1280, height: 800 } };
const { url } = house("demo");

let chromium;
before(async () => {
  chromium = await browser({ whole: true });
});
after(() => chromium?.close());

async function comes(role, of = () => true, shape = tall) {
  const visitor = await Visitor.come(chromium, url, { shape, name: role });
  const person = people(role).find(of);
  await visitor.signIn(person.login, person.password);
  return visitor;
}

test("pictures of the specialist's day", async () => {
  const olga = await comes("specialist");
  await keep(olga.page, "cabinet");
  await olga.open("/applications");
  await keep(olga.page, "list");
  await olga.open("/applications?stage=in_review");
  await olga.page.locator("table th a").nth(1).click();
  const opens = olga.page.getByRole("button", { name: "Заявить, что заинтересованности нет" });
  if (await opens.count()) await olga.press("Заявить, что заинтересованности нет");
  await olga.page.getByText("Прикрепить заключение").waitFor();
  await keep(olga.page, "case", 1100);
  await olga.press("Прикрепить заключение и записать результат");
  await olga.attach("conclusion", office("Диплом и приложение.pdf"));
  await olga.press("Прикрепить файл");
  await olga.page.getByText("действует").first().waitFor();
  await keep(olga.page, "conclusion", 1200);
  await olga.choose(/^соответствует/i);
  await olga.press("Проверить и записать");
  await becomes("the conclusion is shown", () => olga.page.frames().some((one) => one.url().startsWith("chrome-extension:") && one.childFrames().length > 0));
  await olga.page.waitForTimeout(1500);
  await keep(olga.page, "check", 1100);
  await olga.press("Записать результат");
  await keep(olga.page, "recorded");
});

test("pictures of the coordinator's and the Centre's day", async () => {
  const { page } = await comes("coordinator");
  await keep(page, "school");
  const zoya = await comes("centre");
  await keep(zoya.page, "board");
  const anyone = await Visitor.come(chromium, url, { shape: tall });
  await anyone.open("/login");
  await keep(anyone.page, "login");
});

test("pictures of the letter and of the window it opens", async () => {
  const { url: lived } = house("wide");
  const zoya = await Visitor.come(chromium, lived, { shape: tall });
  await zoya.signIn("ilina.zp", PASSWORD);
  await zoya.open("/invitations/new");
  await zoya.choose("специалист");
  await zoya.fill({ "Адрес электронной почты": "orlova@example.org", Фамилия: "Орлова", Имя: "Ольга", Отчество: "Андреевна" });
  await zoya.press("Отправить приглашение");
  const read = await letter("orlova@example.org", "Приглашение в электронную систему «Аттестация»");
  const somebody = await Visitor.come(chromium, lived, { shape: tall });
  await somebody.page.setContent(read.html.replaceAll(lived, "https://attestation.example.org"));
  await keep(somebody.page, "letter");
  await somebody.open(links(read)[0]);
  await keep(somebody.page, "join", 1400);
});

for (const [name, shape, settings] of [
  ["1280", wide, {}],
  ["360", narrow, {}],
  ["dark", wide, { scheme: "dark" }],
  ["size-200", wide, { size: "200" }],
]) {
  test(`every kind of page: ${name}`, { timeout: 300_000 }, async () => {
    for (const role of ["specialist", "coordinator", "centre"]) {
      const visitor = await comes(role, undefined, shape);
      await visitor.open("/display");
      for (const [field, value] of Object.entries(settings)) await visitor.page.locator(`input[name=${field}][value="${value}"]`).check();
      await visitor.press("Сохранить настройки");
      const kinds = new Set();
      await tour(visitor, ["/cabinet", "/applications"], async (path) => {
        const what = kind(new URL(path, url));
        if (kinds.has(what)) return;
        kinds.add(what);
        await shelve(visitor.page, join(shots, name), `${role}${what}`);
      });
    }
  });
}
