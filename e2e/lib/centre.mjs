// What the Centre's people do in a day.

import assert from "node:assert/strict";
import { linkIn, says } from "./post.mjs";
import { PASSWORD } from "./registration.mjs";
import { date, office } from "./world.mjs";

const REASON = "В заключении нет подписи специалиста. Подпишите и прикрепите заново.";

export async function opensTheHouse(day) {
  const zoya = await day.come("Зоя");
  await zoya.open("/");
  await zoya.sees("Электронная система «Аттестация»", "Войти в систему");
  for (const path of ["/help", "/privacy", "/accessibility", "/display"]) {
    await zoya.open(path);
    await zoya.inspect();
  }
  await makesFirstCabinet(day, zoya);
  const late = await day.come("Опоздавший");
  await late.expects(410).open(day.link);
  await late.sees("По этой ссылке кабинет уже создан", "Войдите");
  await late.context.close();
}

/** The link of the first start makes the first cabinet of the Centre. */
export async function makesFirstCabinet(day, zoya, home = "Обзор") {
  day.zoya.at = zoya;
  await zoya.open(day.link);
  await zoya.sees("Регистрация по приглашению", "сотрудник Центра");
  const { surname, given, patronymic, email, login } = day.zoya;
  await zoya.fill({ Фамилия: surname, Имя: given, Отчество: patronymic, "Адрес электронной почты": email, Логин: login, Пароль: PASSWORD });
  await zoya.choose("Даю согласие на обработку моих персональных данных");
  await zoya.press("Создать кабинет");
  await zoya.sees(home, `Ваш логин: ${login}`);
  await says(email, "Кабинет создан", /Логин: ilina\.zp/);
}

export async function takesSchools(day) {
  const zoya = day.zoya.at;
  await zoya.open("/imports");
  await zoya.sees("Загрузка таблиц");
  await zoya.attach("organizations", office("organizations.xlsx"));
  await zoya.press("Проверить таблицу", { within: 'form[action="/imports/organizations"]' });
  await zoya.sees(/рганизаци/, "Будет внесено");
  await zoya.press(/^Внести/, { within: "main" });
  await zoya.sees(/рганизаци/, "Таблица внесена");
}

export async function takesSheets(day) {
  const zoya = day.zoya.at;
  await takesSchools(day);
  await zoya.open("/imports");
  const teachers = 'form[action="/imports/teachers"]';
  const received = date(-28).split(".");
  for (const [at, part] of ["day", "month", "year"].entries()) {
    await zoya.page.locator(`${teachers} [name=received-${part}]`).fill(received[at]);
  }
  await zoya.attach("teachers", office("teachers.xlsx"));
  await zoya.press("Проверить таблицу", { within: teachers });
  await zoya.sees(/едагог|аявлени/, "Будет внесено", "Ячейка");
  await zoya.fill({ "Почему регистрируются позже": "таблица из школы" });
  await zoya.choose("Подлинник заявления или файл, который пришёл с портала или письмом");
  await zoya.choose("Согласие педагога на обработку персональных данных");
  await zoya.press(/^Внести/, { within: "main" });
  await zoya.sees(/едагог|аявлени/, "Таблица внесена");
  await zoya.open("/applications");
  await zoya.sees("Дела");
}

export async function laysTemplate(day) {
  const zoya = day.zoya.at;
  await zoya.open("/templates");
  await zoya.sees("Шаблон итогового заключения", "Действует: встроенный шаблон");
  await zoya.attach("file", office("Диплом и приложение.pdf"));
  await zoya.expects(422).press("Загрузить шаблон");
  await zoya.sees("Шаблон итогового заключения", "Проверьте, что нужно исправить");
  await zoya.attach("file", office("conclusion-template.docx"));
  await zoya.press("Загрузить шаблон");
  await zoya.sees("Версия 1", "не введена в действие", "conclusion-template.docx");
  await zoya.choose("Ввести без пробы");
  await zoya.press("Ввести в действие");
  await zoya.sees("Шаблон итогового заключения", "действует", "conclusion-template.docx");
}

async function invites(day, who, role, place) {
  const zoya = day.zoya.at;
  await zoya.open("/invitations/new");
  await zoya.sees("Новое приглашение");
  await zoya.expects(422).press("Отправить приглашение");
  await zoya.sees("Новое приглашение", "Проверьте, что нужно исправить");
  await zoya.choose(role);
  await zoya.fill({ "Адрес электронной почты": who.email, Фамилия: who.surname, Имя: who.given, Отчество: who.patronymic });
  await zoya.fill({ "Школа или место работы": place });
  await zoya.press("Найти организацию");
  await zoya.sees("Новое приглашение", "Выберите организацию");
  await zoya.page.getByRole("group", { name: "Выберите организацию" }).getByRole("radio").first().check();
  await zoya.press("Отправить приглашение");
  await zoya.sees("Приглашения", `Письмо уходит на ${who.email}`);
  await zoya.press(`${who.surname} ${who.given} ${who.patronymic}`);
  await zoya.sees(`${who.surname} ${who.given} ${who.patronymic}`, "Ссылки и письма");
}

export async function invitesSpecialist(day) {
  await invites(day, day.olga, "специалист", "ДДТ № 65");
  day.olga.letter = await linkIn(day.olga.email, "Приглашение в электронную систему «Аттестация»", "/join/");
  const { letter } = day.olga;
  assert.match(letter.text, /Вас приветствуют специалисты Центра аттестации педагогических работников\./);
  assert.match(letter.code ?? "", /^([0-9A-Z]{4} ){6}[0-9A-Z]{4}$/, "the code stands in groups of four");
  assert.equal(letter.code.replaceAll(" ", ""), new URL(letter.link).pathname.split("/").pop(), "the code and the link are one secret");
}

export async function invitesCoordinator(day) {
  await invites(day, day.kira, "координатор", "ДДТ № 56");
  day.kira.letter = await linkIn(day.kira.email, "Приглашение в электронную систему «Аттестация»", "/join/");
  await day.zoya.at.open("/invitations?state=accepted");
  await day.zoya.at.sees("Приглашения", day.olga.email);
}

export async function assigns(day) {
  const zoya = day.zoya.at;
  await zoya.open("/cabinet");
  await zoya.sees("Обзор");
  await zoya.open("/applications");
  await zoya.fill({ "Фамилия, имя, номер дела или СНИЛС": day.teacher.surname });
  await zoya.press("Показать");
  await zoya.sees("Дела", day.teacher.name);
  await zoya.page.getByLabel(`Выбрать: ${day.teacher.name}`).first().check();
  await zoya.press("Назначить специалиста выбранным");
  await zoya.sees(/Назначить специалиста/, day.teacher.name);
  await zoya.press(day.teacher.name);
  await zoya.sees(day.teacher.name, "не назначен");
  await zoya.press("Назначить специалиста");
  await zoya.sees(day.teacher.name, "Назначить специалиста");
  await zoya.expects(422).press("Назначить специалиста", { within: "form" });
  await zoya.sees(day.teacher.name, "Проверьте, что нужно исправить");
  await zoya.choose(new RegExp(day.olga.surname));
  await zoya.press("Назначить специалиста", { within: "main form" });
  await zoya.sees(day.teacher.name, day.olga.surname);
  await says(day.olga.email, "Вам назначено: 1 дело", /Хохлов/);
}

export async function returnsCase(day) {
  const zoya = day.zoya.at;
  await zoya.open(`${day.teacher.path}/conclusion`);
  await zoya.sees("Итоговое заключение", "Вернуть на доработку");
  await zoya.expects(422).press("Вернуть специалисту");
  await zoya.sees("Итоговое заключение", "Проверьте, что нужно исправить");
  await zoya.fill({ "Что нужно исправить": REASON });
  await zoya.press("Вернуть специалисту");
  await zoya.sees(/Итоговое заключение|Хохлов/, "возвращ");
  await says(day.olga.email, "Дело возвращено на доработку", /нет подписи специалиста/);
}

export async function seesWhatHappened(day) {
  const zoya = day.zoya.at;
  for (const [path, heading, ...words] of [
    ["/results", "Результаты", day.teacher.surname, day.number],
    ["/outbox", "Письма", day.olga.email],
    ["/journal", "Журнал", "Новые записи сверху"],
    ["/workload", "Специалисты", day.olga.surname],
    ["/invitations", "Приглашения", day.olga.email],
    ["/cabinet", "Обзор", "Письма и приглашения"],
  ]) {
    await zoya.open(path);
    await zoya.sees(heading, ...words);
  }
}
