// The act: gathered out of the decisions, issued, told of by letters, published, found in the register and checked by a code.

import assert from "node:assert/strict";
import { says } from "./post.mjs";
import { PASSWORD } from "./registration.mjs";
import { date, office } from "./world.mjs";

/** Drafts an act out of the session and issues it by its number, date and file. */
export async function issues(day, { records, letters }) {
  const zoya = day.zoya.at;
  await zoya.open("/acts/board");
  await zoya.sees("Акты", "Подготовить проект акта");
  await zoya.press("Подготовить проект акта", { within: "main" });
  await zoya.sees("Проект акта", "Отметьте заседания");
  await zoya.page.getByRole("group", { name: "Заседания" }).getByRole("checkbox").first().check();
  await zoya.press("Создать проект");
  await zoya.sees("Проект акта", "Проект акта создан. Проверьте состав.", day.anna.name);
  const draft = await zoya.download("Скачать проект приказа (DOCX)");
  assert.match(draft.name, /\.docx$/);
  await zoya.picture("act", 900);
  day.act = new URL(zoya.page.url()).pathname;
  await zoya.press("Издать акт", { within: "main" });
  await zoya.sees("Издание акта", "После издания состав не меняется");
  await zoya.expects(422).press("Издать акт", { within: "main form" });
  await zoya.sees("Издание акта", "Введите номер акта", "Приложите подписанный акт");
  await zoya.fill({ "Номер акта": "1214-р", "Кто подписал": "Грачёва И. Н.", "Должность подписавшего": "начальник департамента", "Ваш пароль": PASSWORD });
  await zoya.fillDay("Дата акта", date());
  await zoya.attach("file", office("Диплом и приложение.pdf"));
  await zoya.press("Издать акт", { within: "main form" });
  await zoya.sees("№ 1214-р", `Акт издан. В реестр внесено: ${records}.`, `Черновиков писем: ${letters}.`);
}

/** Reads the letters, which wait as drafts, and lets them go. */
export async function letsLettersGo(day) {
  const zoya = day.zoya.at;
  await zoya.open(day.act);
  await zoya.press(/^Прочитать и отправить письма/);
  await zoya.sees("Письма по акту", /Будет отправлено/, day.anna.email);
  await zoya.press("Посмотреть первое");
  await zoya.inspect();
  await zoya.open(`${day.act}/letters`);
  await zoya.press(/^Отправить \d/);
  await zoya.sees("№ 1214-р", /Отправляется: /);
  await says(day.kira.email, "Решения аттестационной комиссии", new RegExp(day.anna.surname));
}

/** Publishes the act: anybody reads it, and nothing of a refusal. */
export async function publishes(day, anybody, { seen, unseen = [] }) {
  const zoya = day.zoya.at;
  await zoya.open(day.act);
  await zoya.press("Опубликовать акт", { within: "main" });
  await zoya.sees("Публикация акта", "Снять акт с публикации нельзя.");
  await zoya.press("Опубликовать акт", { within: "main form" });
  await zoya.sees("№ 1214-р", "Акт опубликован.");
  await anybody.open("/acts");
  await anybody.sees("Акты об установлении категорий", "№ 1214-р");
  await anybody.press("№ 1214-р", { within: "main" });
  await anybody.sees("№ 1214-р", "Кому установлена категория", ...seen);
  const text = await anybody.page.locator("main").innerText();
  for (const words of unseen) assert.ok(!text.includes(words), `the open page says nothing of ${words}`);
}

/** The record stands in the register with the same code as the extract of the teacher. */
export async function findsRecord(day, who, code) {
  const zoya = day.zoya.at;
  await zoya.open("/register");
  await zoya.fill({ "Фамилия, имя или СНИЛС": who.surname });
  await zoya.press("Показать");
  await zoya.sees("Реестр категорий", who.name, who.category);
  await zoya.press(who.name, { within: "main" });
  await zoya.sees(who.name, "Запись реестра категорий", "1214-р");
  await zoya.press("Открыть выписку");
  await zoya.sees("Выписка из реестра квалификационных категорий", who.name);
  assert.equal(await zoya.page.locator(".att-number").first().innerText(), code, "one record has one code");
}

/** Anybody checks an extract by the code on it: a wrong one is told so. */
export async function isChecked(anybody, who, code) {
  await anybody.open("/check");
  await anybody.sees("Проверка выписки из реестра категорий");
  await anybody.fill({ "Код проверки": "0000-0000-0000" });
  await anybody.expects(404).press("Проверить выписку");
  await anybody.sees("Такой записи нет", "Проверьте код");
  await anybody.fill({ "Код проверки": code.toLowerCase() });
  await anybody.press("Проверить выписку");
  await anybody.sees("Запись есть в реестре", who.name, "1214-р");
  await anybody.picture("checked");
}
