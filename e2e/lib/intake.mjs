// What the Centre does with an application before the session: receipt, remarks, term and form, award, specialist.

import assert from "node:assert/strict";
import { says } from "./post.mjs";
import { date } from "./world.mjs";

/** Writes down an application that came on paper. */
export async function writesDown(day, who) {
  const zoya = day.zoya.at;
  await zoya.open("/applications");
  await zoya.press("Внести заявление");
  await zoya.sees("Новое заявление", "Дата получения заявления");
  await zoya.select("Как подано заявление", "лично, на бумаге");
  await zoya.fill({ Фамилия: who.surname, Имя: who.given, Отчество: who.patronymic, СНИЛС: who.snils, "Электронная почта": who.email });
  await zoya.fillDay("Дата рождения", who.born);
  await zoya.fill({ "Образовательная организация": who.place });
  await zoya.press("Найти организацию");
  await zoya.sees("Новое заявление", "Выберите организацию");
  await zoya.page.getByRole("group", { name: "Выберите организацию" }).getByRole("radio").first().check();
  await zoya.select("Должность", who.post);
  await zoya.fill({ "Педагогический стаж, полных лет": "9" });
  await zoya.select("Имеющаяся категория", who.held ?? "нет");
  await zoya.select("Заявленная категория", who.category);
  await zoya.page.getByLabel("Подлинник заявления или файл, который пришёл с портала или письмом").check();
  await zoya.page.getByLabel("Согласие педагога на обработку персональных данных").check();
  await zoya.press("Записать и зарегистрировать", { within: "main form" });
  await zoya.sees(who.name, "Заявление внесено, номер дела");
  who.path = new URL(zoya.page.url()).pathname;
  who.number = /\d{4}-\d{4}/.exec(await zoya.page.locator(".att-said").innerText())?.[0];
  assert.ok(who.number, "the case has a number");
}

/** Registers what a teacher submitted; a day ahead is refused. */
export async function registers(day, who) {
  const zoya = day.zoya.at;
  await zoya.open("/intake");
  await zoya.sees("Приём заявлений", who.name, "ждёт регистрации");
  await zoya.press(new RegExp(`^Зарегистрировать.*${who.surname}`), { within: "main" });
  await zoya.sees("Регистрация заявления", who.name);
  await zoya.fill({ "День регистрации": date(1) });
  await zoya.expects(422).press("Зарегистрировать заявление");
  await zoya.sees("Регистрация заявления", "Этот день ещё не наступил");
  await zoya.fill({ "День регистрации": date() });
  await zoya.press("Зарегистрировать заявление");
  await zoya.sees(who.name, "Заявление зарегистрировано, номер дела", "зарегистрировано");
  await says(who.email, `Заявление зарегистрировано, дело ${who.number}`, /Центр назначит срок, место и форму/);
}

/** Asks the teacher to put something right. */
export async function remarks(day, who, words) {
  const zoya = day.zoya.at;
  await zoya.open("/intake");
  await zoya.sees("Приём заявлений", who.name);
  await zoya.picture("intake");
  await zoya.press(who.name, { within: "main" });
  await zoya.sees(who.name, "подано");
  await zoya.press("Замечания", { within: "main" });
  await zoya.sees(`Замечания: ${who.name}`, "Замечаний к заявлению нет.");
  await zoya.expects(422).press("Отправить замечания");
  await zoya.sees(`Замечания: ${who.name}`, "Проверьте, что нужно исправить");
  await zoya.select("Часть заявления", "Документ: повышение квалификации");
  await zoya.fill({ "Что нужно исправить": words });
  await zoya.press("Отправить замечания");
  await zoya.picture("remarks");
  await zoya.sees(`Замечания: ${who.name}`, /Замечания отправлены .+\. Срок рассмотрения не останавливается\./, words);
}

/** Sets term, place, form and track; a day too late names the latest one. */
export async function schedules(day, who, track = "с анализом специалистов") {
  const zoya = day.zoya.at;
  await zoya.open(who.path);
  await zoya.sees(who.name, "зарегистрировано");
  await zoya.press("Назначить срок и форму");
  await zoya.sees("Срок и форма аттестации", who.name);
  await zoya.fill({ Начало: date(), "Последний день": date(200), Место: "Томск, улица Пирогова, 10", Заседание: date() });
  await zoya.select("Форма", "Анализ представленных документов");
  await zoya.choose(track);
  await zoya.expects(422).press(/^Проверить$/);
  await zoya.sees("Срок и форма аттестации", /Самый поздний день по правилам/);
  await zoya.fill({ "Последний день": date(30) });
  await zoya.press(/^Проверить$/);
  await zoya.sees("Проверьте срок и форму", "Будет отправлено 1 письмо", who.name);
  await zoya.press("Назначить и отправить письма");
  const waits = track.startsWith("упрощённый") ? "ждёт подтверждения награды" : "ждёт специалиста";
  await zoya.sees(who.name, "Срок и форма назначены: 1 дело.", waits);
  await says(who.email, `Срок, место и форма аттестации, дело ${who.number}`, /Место: Томск, улица Пирогова, 10/);
}

/** Gives the case to the specialist. */
export async function assigns(day, who) {
  const zoya = day.zoya.at;
  await zoya.open(who.path);
  await zoya.press("Назначить специалиста", { within: "main" });
  await zoya.sees(who.name, "Назначить специалиста");
  await zoya.choose(new RegExp(day.olga.surname));
  await zoya.press("Назначить специалиста", { within: "main form" });
  await zoya.sees(who.name, day.olga.surname, "на рассмотрении");
  await says(day.olga.email, "Вам назначено: 1 дело", new RegExp(who.surname));
}

/** The simplified track: without a document there is no award; with it the case is ready at once, and waits again when it is taken back. */
export async function confirmsAward(day, who) {
  const zoya = day.zoya.at;
  await zoya.open(who.path);
  await zoya.press("Подтвердить награду");
  await zoya.sees("Награда для упрощённого порядка", who.name);
  await zoya.expects(422).press("Подтвердить награду");
  await zoya.sees("Награда для упрощённого порядка", "Проверьте, что нужно исправить");
  await showsAward(zoya, who);
  await zoya.press("Отменить подтверждение награды", { within: "main" });
  await zoya.sees("Отменить подтверждение награды", who.name, "Почётное звание");
  await zoya.expects(422).press("Отменить подтверждение", { within: "main form" });
  await zoya.sees("Отменить подтверждение награды", "Напишите, почему подтверждение отменено");
  await zoya.fill({ Почему: "Подтвердили по другому документу." });
  await zoya.press("Отменить подтверждение", { within: "main form" });
  await zoya.sees(who.name, "Подтверждение награды отменено. Дело снова ждёт");
  await zoya.press("Подтвердить награду", { within: "main" });
  await zoya.sees("Награда для упрощённого порядка", who.name);
  await showsAward(zoya, who);
}

/** Confirms the award by the document of the case. */
async function showsAward(zoya, who) {
  await zoya.choose("Почётное звание");
  await zoya.page.getByLabel("Документ, который её подтверждает", { exact: true }).selectOption({ index: 1 });
  await zoya.fill({ "Что проверено": "Номер и дата удостоверения, имя в нём совпадает." });
  await zoya.press("Подтвердить награду");
  await zoya.sees(who.name, "Награда подтверждена: дело готово к заседанию.", "готово к заседанию");
}
