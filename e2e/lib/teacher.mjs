// What a teacher does: the draft as a list of tasks, the signature, the answers, the reading of what came of it.

import assert from "node:assert/strict";
import { linkIn, says } from "./post.mjs";
import { PASSWORD } from "./registration.mjs";
import { office, unzip } from "./world.mjs";

const PAPER = "Диплом и приложение.pdf";

/** Begins a draft; a category that the rules do not open says why, and everything typed stays. */
export async function begins(who) {
  const { at } = who;
  await at.open("/cabinet");
  await at.sees("Личный кабинет педагога", "Вы ещё не подавали заявление.");
  await at.press("Начать", { within: "main" });
  await at.sees("Новое заявление", "На какие категории вы можете подать заявление");
  await at.select("Должность, по которой вы аттестуетесь", who.post);
  await at.choose(who.category);
  if (who.barred) {
    await at.choose("Категории нет и не было");
    await at.expects(422).press("Начать заявление");
    await at.sees("Новое заявление", "Проверьте, что нужно исправить", who.barred);
    assert.ok(await at.page.getByLabel(who.category, { exact: true }).isChecked(), "what was chosen is kept");
  }
  await at.choose(who.said);
  await at.press("Начать заявление");
  await at.sees("Черновик заявления", `Категория: ${who.category}`, "Осталось заполнить");
  await at.picture("draft", 1100);
  who.draft = new URL(at.page.url()).pathname;
}

const opensTask = (at, words) => at.press(words, { within: ".govuk-task-list" });

async function saves(at) {
  await at.press("Сохранить черновик");
  await at.sees("Черновик заявления", "Черновик сохранён.");
}

/** Pages of questions; a wrong date is kept as it was typed and told of at its field. */
export async function fillsPages(who) {
  const { at } = who;
  await opensTask(at, "Сведения о себе");
  await at.sees("Сведения о себе", who.name);
  await at.fill({ "Дата рождения": "31.02.1980", СНИЛС: who.snils, "Электронная почта": who.email, Телефон: "8 913 123-45-67" });
  await at.expects(422).press("Сохранить черновик");
  await at.sees("Сведения о себе", "Черновик сохранён, ничего не потеряно", "Дата записана с ошибкой");
  await at.fill({ "Дата рождения": who.born });
  await saves(at);
  await opensTask(at, "Место работы и должность");
  await at.sees("Место работы и должность", "ДДТ № 56");
  await at.fill({ "Предмет или направление": "история", "Педагогический стаж, полных лет": "12" });
  await saves(at);
  await opensTask(at, /^Категория/);
  await at.choose(who.category);
  await at.choose("Хочу присутствовать");
  await saves(at);
  await opensTask(at, /^Образование/);
  await at.choose("Высшее: специалитет или магистратура");
  await at.fill({ "Учебное заведение": "Педагогический университет", "Год окончания": "2012", "Номер диплома": "107204 0031415", "Квалификация по диплому": "учитель истории" });
  await saves(at);
  await opensTask(at, "Повышение квалификации");
  await at.fill({ Название: "Современный урок", "Сколько часов": "72", "Дата документа": "05.09.2024", "Номер документа": "7214" });
  await at.press("Добавить курсы");
  await at.sees("Повышение квалификации", "Современный урок");
  await at.press("К списку заданий");
  await opensTask(at, "Имеющиеся категории и награды");
  await at.choose(who.held);
  await saves(at);
}

/** What each indicator asks for. */
export async function fillsResults(who) {
  const { at } = who;
  for (const words of who.indicators) {
    await opensTask(at, words);
    await at.sees(words, "Не называйте имён обучающихся");
    await at.fill({ "Расскажите о результатах": `${words}: за три года доля обучающихся с высокими результатами выросла с 41 до 58 процентов.` });
    await saves(at);
  }
}

/** Documents, the consent and the agreement, each on a page of its own. */
export async function givesPapers(who) {
  const { at } = who;
  await opensTask(at, /^Документы/);
  await at.sees("Документы", who.papers.length > 1 ? "ходатайство работодателя" : "диплом об образовании");
  for (const kind of who.papers) {
    await at.select("Вид документа", kind);
    await at.attach("file", office(PAPER));
    await at.press("Добавить документ");
    await at.sees("Документы", "Документ добавлен.", "Диплом и приложение");
  }
  await at.press("К списку заданий");
  for (const [task, words] of [
    ["Согласие на обработку персональных данных", "Я прочитал(а) текст и даю согласие"],
    ["Соглашение об электронной подписи", "Я принимаю соглашение"],
  ]) {
    await opensTask(at, task);
    await at.sees(/^Согла/, "Редакция от");
    await at.choose(words);
    await at.press("Сохранить согласие");
    await at.sees("Черновик заявления", "Согласие сохранено.");
  }
  await at.sees("Черновик заявления", "Всё готово. Проверьте ответы и отправьте заявление.");
}

/** Reads the answers once more and signs with login and password. */
export async function signs(who) {
  const { at } = who;
  await at.press("Проверить и отправить");
  await at.sees("Проверьте заявление", "107204 0031415", "Современный урок");
  await at.press("Перейти к подписи");
  await at.sees("Подпись заявления", "простая электронная подпись");
  await at.picture("signing");
  await at.fill({ Логин: who.login, Пароль: "не тот пароль совсем" });
  await at.expects(422).press("Подписать и отправить заявление");
  await at.sees("Подпись заявления", "Проверьте, что нужно исправить");
  await at.fill({ Логин: who.login, Пароль: PASSWORD });
  await at.press("Подписать и отправить заявление");
  await at.sees("Заявление подано", "Что будет дальше", "Комиссия примет решение до");
  who.number = /\d{4}-\d{4}/.exec(await at.page.locator(".govuk-panel").innerText())?.[0];
  assert.ok(who.number, "the application has a number");
  await says(who.email, `Заявление № ${who.number} подано`, /Решение комиссии — до/);
  await at.press("Что вы подали");
  await at.sees(who.name, "простая электронная подпись", "Контрольная сумма SHA-256");
  await at.press("К делу");
  await at.sees(who.name, "подано");
  who.path = new URL(at.page.url()).pathname;
}

/** Goes from the letter with a remark to the application, puts it right and signs it anew: that answers every remark. */
export async function answersRemark(who, remark) {
  const { at } = who;
  const { link } = await linkIn(who.email, `Нужны исправления, дело ${who.number}`, "/applications/");
  await at.open(link);
  await at.sees(`Замечания: ${who.name}`, remark, "сроки не останавливаются");
  await at.expects(422).press("Отправить ответы");
  await at.sees(`Замечания: ${who.name}`, "Проверьте, что нужно исправить");
  await at.press("К документам дела");
  await at.sees(who.name, "Документы");
  await at.open(`${who.path}/correction`);
  await at.sees("Исправление заявления", "То, что вы подписали раньше, останется в деле.");
  await opensTask(at, /^Образование/);
  await at.fill({ "Номер диплома": "107204 0031416" });
  await at.press("Сохранить черновик");
  await at.sees("Исправление заявления", "Черновик сохранён.");
  await at.picture("correction", 900);
  await at.press("Проверить и отправить");
  await at.sees("Проверьте заявление", "107204 0031416");
  await at.press("Перейти к подписи");
  await at.sees("Подпись заявления", "Подпись будет ответом на все замечания Центра", remark);
  await at.fill({ Логин: who.login, Пароль: PASSWORD });
  await at.press("Подписать и отправить исправления");
  await at.sees(`Замечания: ${who.name}`, "Исправленное заявление подписано и отправлено", "Заявление подписано заново");
}

/** Reads the conclusion before the session, and by when the commission is to decide. */
export async function readsConclusion(who) {
  const { at } = who;
  await at.open("/cabinet");
  await at.sees("Личный кабинет педагога", "готово к заседанию", /принять решение/);
  await at.press(new RegExp(who.post, "i"), { within: "main table" });
  await at.sees(who.name, "Итоговое заключение и результат");
  await at.press("Открыть заключение");
  await at.sees("Итоговое заключение", "Записанный результат", "Диплом и приложение.pdf");
  await at.open(`${who.path}/clocks`);
  await at.sees(`Сроки дела: ${who.name}`, "Состояние");
}

/** Takes the application back. */
export async function withdraws(who) {
  const { at } = who;
  await at.open("/cabinet");
  await at.sees("Личный кабинет педагога", who.number);
  await at.press(new RegExp(who.post, "i"), { within: "main table" });
  await at.sees(who.name, "зарегистрировано");
  await at.press("Отозвать заявление");
  await at.sees("Отзыв заявления", "вернуть его будет нельзя");
  await at.expects(422).press("Отозвать заявление", { within: "main form" });
  await at.sees("Отзыв заявления", "Напишите причину");
  await at.fill({ Причина: "Подам заявление в следующем году." });
  await at.press("Отозвать заявление", { within: "main form" });
  await at.sees(who.name, "Заявление отозвано.", "отозвано");
  await at.open("/cabinet");
  await at.sees("Личный кабинет педагога", "отозвано", "Сейчас ни одно ваше заявление не рассматривают.");
}

/** Reads the decision once the protocol is signed. */
export async function readsDecision(who, ...words) {
  const { at } = who;
  await at.open(who.path);
  await at.sees(who.name);
  await at.press("Открыть решение", { within: "main" });
  await at.sees("Решение комиссии", /протокол №/, ...words);
}

/** Opens the extract by the link of the letter and takes it as a file. Its code when a category was granted. */
export async function takesExtract(who, subject, ...words) {
  const { at } = who;
  const { link } = await linkIn(who.email, subject, "/applications/");
  await at.open(link);
  await at.sees("Выписка из акта", who.name, ...words);
  if (who.indicators) await at.picture("extract");
  const file = await at.download("Скачать выписку (DOCX)");
  assert.match(file.name, /^Выписка из акта, .*\.docx$/);
  assert.match(unzip(file.path, "word/document.xml"), new RegExp(who.surname));
  const number = at.page.locator(".att-number");
  return (await number.count()) ? number.first().innerText() : "";
}

/** The cabinet names the category, and the next application is judged by it. */
export async function holdsCategory(who) {
  const { at } = who;
  await at.open("/cabinet");
  await at.sees("Личный кабинет педагога", "Мои категории", new RegExp(`${who.category}, .*без ограничения срока`));
  await at.press("Подать новое заявление");
  await at.sees("Новое заявление", "В реестре записано");
}

/** After a refusal the same category is shut until its day, and the page says until when. */
export async function isShutOut(who) {
  const { at } = who;
  await at.open("/drafts/new");
  await at.sees("Новое заявление", /В этой категории вам отказали, а новое заявление принимают не сразу\. Его можно подать с /);
}
