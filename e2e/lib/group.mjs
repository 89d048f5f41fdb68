// A case looked at by three specialists: the rule, the group, three opinions of which one dissents, what the commission reads.

import { says } from "./post.mjs";
import { concludes, findsAs } from "./specialist.mjs";
import { date } from "./world.mjs";

/** The Centre makes a rule of three for a category. */
export async function rules(day, category) {
  const zoya = day.zoya.at;
  await zoya.open("/settings/groups");
  await zoya.sees("Число специалистов", "один специалист");
  await zoya.choose(new RegExp(`^${category}$`));
  await zoya.choose("группа из трёх");
  await zoya.fill({ "Действует с": date(0) });
  await zoya.expects(422).press("Проверить новую версию");
  await zoya.sees("Число специалистов", "Проверьте, что нужно исправить");
  await zoya.fill({ Основание: "Регламент аттестационной комиссии, пункт 12" });
  await zoya.press("Проверить новую версию");
  await zoya.sees("Проверьте новую версию правила", "группа из трёх");
  await zoya.press("Записать новую версию");
  await zoya.sees("Число специалистов", "группа из трёх");
}

/** Gives the free places of a case to specialists, one after another. */
export async function assigns(day, who, specialists) {
  const zoya = day.zoya.at;
  await zoya.open(who.path);
  for (const [at, one] of specialists.entries()) {
    await zoya.press("Назначить специалиста", { within: "main" });
    await zoya.sees(who.name, `нужно ${specialists.length}, назначено ${at}.`);
    await zoya.choose(new RegExp(one.surname));
    if (at) await zoya.choose(/^На свободное место/);
    await zoya.press("Назначить специалиста", { within: "main form" });
    await zoya.sees(who.name, one.surname, "на рассмотрении");
    await says(one.email, "Вам назначено: 1 дело", new RegExp(who.surname));
  }
}

/** Each finds alone: the first learns that the group is waited for, the last sees the common result, everybody gets it by letter. */
export async function finds(day, who, [first, against, last], reason) {
  await findsAs(first.at, who, /^соответствует/i);
  await first.at.sees("Ваше мнение записано", "Общий результат будет, когда свои мнения запишет вся группа", against.surname);
  await findsAs(against.at, who, /^не соответствует/i, reason);
  await against.at.sees("Ваше мнение записано", last.surname);
  const number = await concludes({ olga: last }, who, /^соответствует/i);
  await last.at.sees("Результат записан", "Общий результат", "Ваше мнение");
  for (const one of [first, against, last]) await says(one.email, `Результат № ${number} записан`, /Все специалисты группы записали свои мнения/);
}

/** The chair reads every opinion, and the dissenting one with its reason. */
export async function isReadByChair(day, who, against, reason) {
  const nina = day.nina.at;
  await nina.open(day.sitting);
  await nina.press(who.name, { within: "main" });
  await nina.sees(who.name, "Результат специалистов", against.surname, "особое мнение", reason);
}
