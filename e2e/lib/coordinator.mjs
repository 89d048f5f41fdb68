// What a school's coordinator does in a day.

import assert from "node:assert/strict";
import { says } from "./post.mjs";
import { takesReadyPassword } from "./registration.mjs";
import { office } from "./world.mjs";

/** The link «не нажимается»: the code is typed by hand, in small letters, as it stands in the letter. */
export async function registersByCode(day) {
  const kira = (day.kira.at = await day.come("Кира"));
  await kira.open("/join");
  await kira.sees("Код из приглашения");
  await kira.fill({ "Код из письма": "1234 5678" });
  await kira.expects(422).press("Открыть приглашение");
  await kira.sees("Код из приглашения", "Проверьте, что нужно исправить");
  await kira.fill({ "Код из письма": day.kira.letter.code.toLowerCase() });
  await kira.press("Открыть приглашение");
  await kira.sees("Регистрация по приглашению", "координатор", "ДДТ № 56");
  assert.equal(await kira.page.getByLabel("Логин").inputValue(), day.kira.login, "a login is offered");
  day.kira.password = await takesReadyPassword(kira);
  await kira.choose("Даю согласие на обработку моих персональных данных");
  await kira.press("Создать кабинет");
  await kira.sees("Педагоги школы", `Ваш логин: ${day.kira.login}`, day.teacher.surname);
  await says(day.kira.email, "Кабинет создан", /Логин: lebedeva\.kl/);
}

const GIVEN = [
  ["Диплом об образовании", "Диплом и приложение.pdf"],
  ["Результаты профессиональной деятельности", "скан справки № 5 (6 «Б»).jpg"],
];

export async function givesDocuments(day) {
  const kira = day.kira.at;
  await kira.open("/school");
  await kira.fill({ "Фамилия, её начало или номер дела": day.teacher.surname });
  await kira.press("Показать");
  await kira.sees("Педагоги школы", "Найдено: 1");
  await kira.press(day.teacher.name);
  await kira.sees(day.teacher.name, "Документов пока нет");
  day.teacher.path = new URL(kira.page.url()).pathname;
  await kira.select("Вид документа", "Заявление");
  await kira.expects(422).press("Добавить документы");
  await kira.sees(day.teacher.name, "Проверьте, что нужно исправить");
  for (const [kind, file] of GIVEN) {
    await kira.select("Вид документа", kind);
    await kira.attach("file", office(file));
    await kira.press("Добавить документы");
    await kira.sees(day.teacher.name, file.replace(/\.\w+$/, ""));
  }
  await kira.press("Отметить: документы проверены");
  await kira.sees(day.teacher.name, "документы проверены", "Снять отметку");
}

/** Adds what is missing in a case and marks its documents checked. */
export async function completes(kira, teacher, ...kinds) {
  await kira.open("/school");
  await kira.sees("Педагоги школы", teacher.name);
  await kira.press(teacher.name);
  await kira.sees(teacher.name, "Не хватает");
  for (const kind of kinds) {
    await kira.select("Вид документа", kind);
    await kira.attach("file", office("скан справки № 5 (6 «Б»).jpg"));
    await kira.press("Добавить документы");
    await kira.sees(teacher.name, new RegExp(`^${kind}`));
  }
  await kira.press("Отметить: документы проверены");
  await kira.sees(teacher.name, "документы проверены");
}
