// The second step of sign-in: led to, set up, asked at the door and before weighty acts.

import assert from "node:assert/strict";
import { makesFirstCabinet } from "./centre.mjs";
import { shows } from "./phone.mjs";
import { says } from "./post.mjs";
import { PASSWORD } from "./registration.mjs";

const HOME = "Второй шаг входа";
const CODE = "Код из приложения";

/** The first person of the Centre has nowhere else to go until the second step is set up. */
export async function isLedToIt(day) {
  const zoya = await day.come("Зоя");
  await makesFirstCabinet(day, zoya, HOME);
  await zoya.open("/people");
  await zoya.sees(HOME, "Ваша роль открывает данные многих людей");
  assert.equal(await zoya.page.getByRole("navigation").count(), 0, "no menu leads away");
}

/** The password, the key by hand, a wrong code, the right one, spare codes once. */
export async function setsItUp(day) {
  const zoya = day.zoya.at;
  await zoya.expects(422).press("Начать настройку");
  await zoya.sees(HOME, "Введите пароль от своего кабинета.");
  await zoya.fill({ "Ваш пароль": PASSWORD });
  await zoya.press("Начать настройку");
  await zoya.sees("Коды на телефоне", "Нажмите в приложении «Добавить» и наведите камеру на рисунок.");
  day.key = await zoya.page.locator("#secret").innerText();
  await zoya.fill({ [CODE]: "000000" });
  await zoya.expects(422).press("Включить второй шаг");
  await zoya.sees("Коды на телефоне", "Код не подошёл.");
  assert.equal(await zoya.page.locator("#secret").innerText(), day.key);
  await zoya.fill({ [CODE]: shows(day.key) });
  await zoya.press("Включить второй шаг");
  await zoya.sees("Второй шаг входа включён", "Запасные коды показаны один раз.");
  day.spare = await zoya.page.locator("main ol code").allInnerTexts();
  assert.equal(day.spare.length, 10);
  await zoya.press("Коды сохранены, продолжить");
  await zoya.sees("Обзор");
  await says(day.zoya.email, "Второй шаг входа включён", /после пароля система спросит код/);
}

/** The password is not enough; the page wanted first comes after the code. */
export async function comesInByIt(day) {
  const zoya = await day.come("Зоя с другого компьютера");
  await zoya.open("/people");
  await zoya.fill({ "Логин или адрес электронной почты": day.zoya.login, Пароль: PASSWORD });
  await zoya.press("Войти", { within: "main" });
  await zoya.sees(CODE, "Остался второй шаг входа.");
  await zoya.expects(422).press("Войти", { within: "main" });
  await zoya.sees(CODE, "Введите код из приложения на телефоне");
  await zoya.fill({ [CODE]: day.spare[0] });
  await zoya.press("Войти", { within: "main" });
  await zoya.sees("Люди");
  await zoya.context.close();
}

/** Before a weighty act a code is asked beside the password; its owner makes new spare codes. */
export async function provesItself(day) {
  const zoya = day.zoya.at;
  await zoya.open("/profile");
  await zoya.sees("Профиль", HOME);
  await zoya.open("/profile/second-step");
  await zoya.sees(HOME, "осталось 9 из 10");
  await zoya.press("Настроить на другом телефоне");
  await zoya.sees("Второй шаг входа на другом телефоне", "Коды перейдут на новый телефон.");
  await zoya.open("/profile/second-step/codes");
  await zoya.sees("Новые запасные коды");
  await zoya.fill({ "Ваш пароль": PASSWORD });
  await zoya.expects(422).press("Сделать новые коды");
  await zoya.sees("Новые запасные коды", "Введите код из приложения на телефоне");
  // The code of this tick was used a moment ago; the next one is taken half a minute early.
  await zoya.fill({ "Ваш пароль": PASSWORD, [CODE]: shows(day.key, 1) });
  await zoya.press("Сделать новые коды");
  await zoya.sees("Новые запасные коды", "Запасные коды показаны один раз.");
  await says(day.zoya.email, "Новые запасные коды", /Прежние больше не действуют/);
}
