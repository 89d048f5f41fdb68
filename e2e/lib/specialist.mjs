// What a specialist does in a day.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { becomes, focusShows } from "./checks.mjs";
import { linkIn, says } from "./post.mjs";
import { PASSWORD, refusesRussianLogin, takesReadyPassword } from "./registration.mjs";
import { office, unzip } from "./world.mjs";

/** Mail programs open links to look at them: looking uses nothing up. */
export async function registers(day) {
  const scanner = await day.come("Почтовая программа");
  await scanner.open(day.olga.letter.link);
  await scanner.sees("Регистрация по приглашению");
  await scanner.context.close();
  const olga = (day.olga.at = await day.come("Ольга"));
  await olga.open(day.olga.letter.link);
  await olga.sees("Регистрация по приглашению", "Ильина Зоя Павловна", "специалист", "ДДТ № 65", day.olga.email);
  assert.doesNotMatch(olga.page.url(), /[0-9A-Z]{28}/, "the secret leaves the address");
  assert.equal(await olga.page.getByLabel("Логин").inputValue(), day.olga.login, "a login is offered");
  await refusesRussianLogin(olga, day.olga.login);
  day.olga.password = await takesReadyPassword(olga);
  await olga.expects(422).press("Создать кабинет");
  await olga.sees("Регистрация по приглашению", /соглас/);
  day.olga.password = await takesReadyPassword(olga);
  await olga.choose("Даю согласие на обработку моих персональных данных");
  await olga.press("Создать кабинет");
  await olga.sees("Личный кабинет специалиста", `Ваш логин: ${day.olga.login}`, "Вам пока никого не назначили");
  await says(day.olga.email, "Кабинет создан", /Логин: smirnova\.op/);
  await olga.open("/applications");
  await olga.sees("Аттестация педагогических работников", "Вам пока никого не назначили");
}

/** The first opening of a case, from the list: the documents are opened after one declaration. */
async function opensCase(olga, teacher) {
  await olga.press(teacher.name);
  await olga.sees(teacher.name, "Прежде чем открыть документы", "Документы", "История");
  await olga.press("Заявить, что заинтересованности нет");
  await olga.sees(teacher.name, "Ответ записан. Документы открыты.");
}

export async function looksAtDocuments(day) {
  const olga = day.olga.at;
  await olga.open("/cabinet");
  await olga.sees("Личный кабинет специалиста", /на аттестацию = 1/, "Хохлов И. Д.");
  await olga.press("Перейти к аттестации педагогических работников");
  await olga.sees("Аттестация педагогических работников", day.teacher.name);
  assert.ok((await focusShows(olga.page, "the list")) > 10);
  await opensCase(olga, day.teacher);
  await olga.sees(day.teacher.name, "документы проверены");
  await olga.press("Диплом и приложение");
  await olga.sees("Диплом и приложение", "Скачать файл");
  await showsPdf(olga, office("Диплом и приложение.pdf"));
  await olga.press("Следующий документ");
  await olga.sees(/скан справки/);
  const picture = olga.page.locator("img.att-preview");
  await becomes("the scan is drawn", () => picture.evaluate((one) => one.complete && one.naturalWidth > 100));
  await olga.open(day.teacher.path);
}

/**
 * The frame was given the very file, and the browser opened its viewer in it, not a word that it may not be shown.
 * The viewer is a page of the browser's own, with a script: it goes on to draw only where scripts run.
 */
async function showsPdf({ page, context, shape }, path) {
  const frame = await (await page.locator("iframe.att-preview").elementHandle()).contentFrame();
  await becomes("the frame is at the file", () => /\/file\?show=yes$/.test(frame.url()));
  const got = await context.request.get(frame.url());
  assert.equal(got.headers()["content-type"], "application/pdf");
  assert.ok(readFileSync(path).equals(await got.body()), "the frame is given the file as it was sent");
  await becomes("the viewer takes the file", () => {
    const viewer = frame.childFrames().find((one) => one.url().startsWith("chrome-extension:"));
    return viewer && (!shape.script || viewer.childFrames().some((one) => one.url() === frame.url()));
  });
}

export async function takesFiles(day) {
  const olga = day.olga.at;
  const scan = await olga.download(/^Скачать ?: скан справки/);
  assert.equal(scan.name, "скан справки № 5 (6 «Б»).jpg");
  const all = await olga.download(/Скачать все документы одним архивом/);
  assert.match(all.name, /Хохлов.*\.zip$/);
  const names = unzip(all.path);
  assert.match(names, /Диплом и приложение\.pdf/);
  assert.match(names, /скан справки № 5 \(6 «Б»\)\.jpg/);
  const template = await olga.download("Скачать шаблон, заполненный данными педагога");
  assert.match(template.name, /Хохлов.*\.docx$/);
  assert.match(unzip(template.path, "word/document.xml"), /Хохлов/);
  day.filled = template.path;
}

export async function attaches(day) {
  const olga = day.olga.at;
  await olga.press("Прикрепить заключение и записать результат");
  await olga.sees("Итоговое заключение", "Заключение ещё не прикреплено");
  assert.ok((await focusShows(olga.page, "the conclusion")) > 10);
  await olga.attach("conclusion", office("teachers.xlsx"));
  await olga.expects(422).press("Прикрепить файл");
  await olga.sees("Итоговое заключение", "Проверьте, что нужно исправить");
  await olga.attach("conclusion", { name: "Заключение Хохлов.docx", mimeType: "application/octet-stream", buffer: readFileSync(day.filled) });
  await olga.press("Прикрепить файл");
  await olga.sees("Итоговое заключение", "Заключение Хохлов.docx", "действует");
  await olga.attach("conclusion", office("Диплом и приложение.pdf"));
  await olga.press("Прикрепить файл");
  await olga.sees("Итоговое заключение", "Диплом и приложение.pdf", "заменено");
}

export async function records(day) {
  const olga = day.olga.at;
  await olga.expects(422).press("Проверить и записать");
  await olga.sees("Итоговое заключение", "Проверьте, что нужно исправить");
  await recordsAs(day, /^соответствует/i);
}

/** Chooses, checks and records. */
async function checksAs(olga, teacher, verdict, reason) {
  await olga.choose(verdict);
  if (reason) await olga.fill({ Причина: reason });
  await olga.press("Проверить и записать");
  await olga.sees("Проверьте результат перед записью", teacher.name, "После записи изменить результат сможет только Центр");
  await olga.press("Записать результат");
}

async function recordsAs(day, verdict, reason = "") {
  const olga = day.olga.at;
  await checksAs(olga, day.teacher, verdict, reason);
  await olga.sees("Результат записан", day.teacher.name, "Что дальше");
  day.number = /\d{4}-\d{5}/.exec(await olga.page.locator(".govuk-panel").innerText())?.[0];
  assert.ok(day.number, "the result has a number");
  return day.number;
}

/** The straight way from the list to a recorded result; its number. */
export async function concludes(day, teacher, verdict, reason = "") {
  await attachesAtOnce(day.olga.at, teacher);
  return recordsAs({ olga: day.olga, teacher }, verdict, reason);
}

/** The same for one of a group whose others have still to say: an opinion is recorded, and no result. */
export async function findsAs(olga, teacher, verdict, reason = "") {
  await attachesAtOnce(olga, teacher);
  await checksAs(olga, teacher, verdict, reason);
}

async function attachesAtOnce(olga, teacher) {
  await olga.open("/applications");
  await olga.sees("Аттестация педагогических работников", teacher.name);
  await opensCase(olga, teacher);
  await olga.press("Прикрепить заключение и записать результат");
  await olga.sees("Итоговое заключение", "Заключение ещё не прикреплено");
  await olga.attach("conclusion", office("Диплом и приложение.pdf"));
  await olga.press("Прикрепить файл");
  await olga.sees("Итоговое заключение", "действует");
}

export async function corrects(day) {
  const olga = day.olga.at;
  await olga.open("/applications");
  await olga.sees("Аттестация педагогических работников", "возвращено на доработку");
  await olga.press(day.teacher.name);
  await olga.sees(day.teacher.name, "Центр вернул дело на доработку", "нет подписи специалиста");
  await olga.press("Прикрепить заключение и записать результат");
  await olga.sees("Итоговое заключение", /возвращён Центром/);
  await olga.attach("conclusion", office("conclusion-template.docx"));
  await olga.press("Прикрепить файл");
  await olga.sees("Итоговое заключение", "conclusion-template.docx");
  const first = day.number;
  await recordsAs(day, /^не соответствует/i, "Результаты работы за три года не подтверждены документами.");
  assert.notEqual(day.number, first, "the corrected result has a number of its own");
}

export async function recovers(day) {
  const olga = await day.come("Ольга, забыла пароль");
  await olga.open("/login");
  await olga.sees("Вход в систему");
  assert.ok((await focusShows(olga.page, "the login")) > 8);
  await olga.fill({ "Логин или адрес электронной почты": day.olga.login, Пароль: "не тот пароль совсем" });
  await olga.expects(422).press("Войти", { within: "main form" });
  await olga.sees("Вход в систему", "Проверьте раскладку");
  await olga.press("Я не помню пароль");
  await olga.sees("Восстановление пароля");
  await olga.fill({ "Логин или адрес электронной почты": day.olga.email });
  await olga.press("Прислать ссылку");
  await olga.sees("Проверьте почту", "Если такой кабинет есть");
  const { link } = await linkIn(day.olga.email, "Новый пароль для системы «Аттестация»", "/recovery/");
  await olga.open(link);
  await olga.sees("Новый пароль", day.olga.login);
  await olga.fill({ Пароль: PASSWORD });
  await olga.press("Сохранить новый пароль");
  await olga.sees("Вход в систему");
  await says(day.olga.email, "Пароль изменён", /пароль/i);
  await day.olga.at.open("/cabinet");
  await day.olga.at.sees("Вход в систему");
  await olga.signIn(day.olga.login, PASSWORD);
  await olga.sees("Личный кабинет специалиста");
  day.olga.second = olga;
}

export async function leavesEverywhere(day) {
  const [one, other] = [day.olga.at, day.olga.second];
  await one.signIn(day.olga.email, PASSWORD);
  await one.sees("Личный кабинет специалиста");
  await one.open("/profile");
  await one.sees("Профиль", "Где вы вошли", "это устройство");
  await one.press("Выйти на всех устройствах");
  await one.sees("Вход в систему");
  await other.open("/applications");
  await other.sees("Вход в систему");
}
