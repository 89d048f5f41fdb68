// A long answer keeps itself while it is typed, and on leaving; what another window has saved is not overwritten unseen.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, Visitor } from "../lib/visitor.mjs";
import { house, people } from "../lib/world.mjs";

let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium?.close());

const { url } = house("demo");
const TASK = "Способности обучающихся к науке, творчеству и спорту";
const ANSWER = "Расскажите о результатах";
const STRENGTHS = "Сильные стороны работы педагога";

/** Whether a window that opens the answers finds a verdict in them. */
const verdict = async (window, answers) => {
  await window.goto(answers);
  return window.locator("input[name=verdict]").first().isChecked();
};

test("a long answer keeps itself", { timeout: 120_000 }, async () => {
  const person = people("teacher").at(-1);
  const visitor = await Visitor.come(chromium, url, { name: "teacher" });
  await visitor.signIn(person.login, person.password);
  await visitor.open("/drafts/new");
  await visitor.page.locator("select[name=post]").selectOption({ index: 3 });
  await visitor.page.locator("input[name=category][value=first]").check();
  await visitor.press("Начать заявление");
  const draft = visitor.page.url();
  await visitor.press(TASK);
  const { page } = visitor;
  const task = page.url();
  const status = page.getByRole("status").filter({ hasText: /./ });
  const box = page.getByLabel(ANSWER);

  await box.pressSequentially("Победители олимпиад");
  await status.getByText(/^Сохранено в \d\d:\d\d$/).waitFor();
  const other = await visitor.context.newPage();
  await other.goto(task);
  assert.equal(await other.getByLabel(ANSWER).inputValue(), "Победители олимпиад");
  await other.getByText("Начатое сохранено.").waitFor();

  // The other window saves; this one is told, loses nothing and shows both.
  await other.getByLabel(ANSWER).fill("Призёры конкурсов");
  await other.getByRole("button", { name: "Сохранить черновик" }).click();
  await other.waitForURL(draft);
  visitor.expects(409).expects(409);
  await box.pressSequentially(" и конкурсов");
  await status.getByText("Эту страницу сохранили в другом окне.").waitFor();
  assert.equal(await box.inputValue(), "Победители олимпиад и конкурсов");
  await visitor.press("Сохранить черновик");
  await visitor.sees(TASK, "Сохранено в другом окне", "Призёры конкурсов", "Победители олимпиад и конкурсов");
  await visitor.press("Сохранить мой вариант");
  await visitor.sees("Черновик заявления");

  // Pressed while the text is on its way, and left without a press.
  await visitor.open(task);
  await box.pressSequentially("!");
  await visitor.press("К списку заданий");
  await visitor.sees("Черновик заявления");
  const kept = async () => {
    await other.goto(task);
    return (await other.getByLabel(ANSWER).inputValue()).includes("!");
  };
  for (let tries = 0; tries < 20 && !(await kept()); tries += 1) await other.waitForTimeout(100);
  assert.ok(await kept(), "what was typed last is kept on leaving");

  // Courses that are not added yet keep themselves, too.
  await visitor.open(`${draft}/courses`);
  await page.getByLabel("Название").pressSequentially("Методика физики");
  await status.getByText(/^Сохранено в \d\d:\d\d$/).waitFor();
  await other.goto(`${draft}/courses`);
  assert.equal(await other.getByLabel("Название").inputValue(), "Методика физики");

  // A short page is saved by its button: left without it, the browser asks.
  await visitor.open(`${draft}/pages/education`);
  await page.getByLabel("Учебное заведение").pressSequentially("Томский университет");
  await visitor.press("К списку заданий");
  assert.deepEqual(visitor.faults.splice(0).map((one) => one.split(":")[0]), ["dialog"]);
  await visitor.context.close();
});

test("the answers of a conclusion keep themselves", { timeout: 120_000 }, async () => {
  const person = people("specialist")[0];
  const visitor = await Visitor.come(chromium, url, { name: "specialist" });
  await visitor.signIn(person.login, person.password);
  await visitor.open("/applications?waiting=yes");
  const { page } = visitor;
  await page.locator("tbody th a").first().click();
  await page.waitForURL(/\/applications\/[0-9a-f-]+$/);
  const declare = page.getByRole("button", { name: "Заявить, что заинтересованности нет" });
  if (await declare.count()) {
    await declare.click();
    await declare.waitFor({ state: "detached" });
  }
  const answers = `${page.url()}/conclusion/answers`;
  await visitor.open(answers);
  const status = page.getByRole("status").filter({ hasText: /./ });
  const box = page.getByLabel(STRENGTHS);

  await box.fill("");
  await box.pressSequentially("Сильный");
  await status.getByText(/^Сохранено в \d\d:\d\d$/).waitFor();
  const other = await visitor.context.newPage();
  await other.goto(answers);
  assert.equal(await other.getByLabel(STRENGTHS).inputValue(), "Сильный");
  await other.getByText("Начатое сохранено.").waitFor();
  // A ticked box is kept as words are.
  await page.locator("input[name=verdict]").first().check();
  await status.getByText(/^Сохранено в \d\d:\d\d$/).waitFor();
  for (let tries = 0; tries < 50 && !(await verdict(other, answers)); tries += 1) await other.waitForTimeout(200);
  assert.ok(await verdict(other, answers));

  // The other window saves; this one is told, loses nothing and shows both.
  await other.getByLabel(STRENGTHS).fill("Ясный урок");
  await other.getByRole("button", { name: "Сохранить", exact: true }).click();
  await other.getByText("Ответы сохранены.").waitFor();
  visitor.expects(409).expects(409);
  await box.pressSequentially(" урок");
  await status.getByText("Ответы сохранили в другом окне.").waitFor();
  assert.equal(await box.inputValue(), "Сильный урок");
  await page.getByRole("button", { name: "Сохранить", exact: true }).click();
  await visitor.sees("Заключение по показателям", "Сохранено в другом окне", "Ясный урок", "Сильный урок");
  await visitor.press("Сохранить мой вариант");
  await page.getByText("Ответы сохранены.").waitFor();
  assert.equal(await page.getByLabel(STRENGTHS).inputValue(), "Сильный урок");
  await visitor.context.close();
});
