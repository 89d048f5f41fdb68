// How people of a house come in: invited, reached by a letter, registered by its link.

import { linkIn, says } from "./post.mjs";
import { PASSWORD } from "./registration.mjs";

const HOMES = {
  педагог: "Личный кабинет педагога",
  координатор: "Педагоги школы",
  специалист: "Личный кабинет специалиста",
  "член комиссии": "Заседания комиссии",
};

/** Invites a person: the Centre says in which role and where, a coordinator only whom. */
export async function invites(by, who) {
  await by.open("/invitations/new");
  await by.sees("Новое приглашение");
  const roles = by.page.getByLabel(who.role, { exact: true });
  if (await roles.count()) {
    await roles.check();
    if (who.place) {
      await by.fill({ "Школа или место работы": who.place });
      await by.press("Найти организацию");
      await by.sees("Новое приглашение", "Выберите организацию");
      await by.page.getByRole("group", { name: "Выберите организацию" }).getByRole("radio").first().check();
    }
  } else {
    await by.sees("Новое приглашение", `Приглашается: ${who.role}`);
  }
  await by.fill({ "Адрес электронной почты": who.email, Фамилия: who.surname, Имя: who.given, Отчество: who.patronymic });
  await by.press("Отправить приглашение");
  await by.sees(/Приглашения/, `Письмо уходит на ${who.email}`);
}

/** Opens the link of the letter in a browser of their own and makes a cabinet. */
export async function registers(day, who) {
  const { link } = await linkIn(who.email, "Приглашение в электронную систему «Аттестация»", "/join/");
  const at = (who.at = await day.come(`${who.given}, ${who.role}`));
  await at.open(link);
  await at.sees("Регистрация по приглашению", who.role, who.email);
  if (who.snils) {
    await at.fill({ СНИЛС: who.snils });
    await at.fillDay("Дата рождения", who.born);
  }
  who.login = await at.page.getByLabel("Логин", { exact: true }).inputValue();
  await at.fill({ Пароль: PASSWORD });
  await at.choose("Даю согласие на обработку моих персональных данных");
  await at.press("Создать кабинет");
  await at.sees(HOMES[who.role], `Ваш логин: ${who.login}`);
  await says(who.email, "Кабинет создан", new RegExp(`Логин: ${who.login}`));
}

/** Both, one after the other. */
export async function comes(day, by, who) {
  await invites(by, who);
  await registers(day, who);
}
