// Attestation for fitness, inside the school: planned, ordered, signed, presented, held, extracted, acquainted, closed.
// Nobody waits a month here: what the school did earlier is written down with its own days, as the pages allow.

import assert from "node:assert/strict";
import { date, unzip } from "./world.mjs";

const LIST = "Соответствие занимаемой должности";

export async function plans(day, who) {
  const kira = day.kira.at;
  await kira.open("/school");
  await kira.press("Соответствие должности");
  await kira.sees(LIST, who.name, "нет сведений");
  await kira.press(who.name, { within: "main" });
  await kira.sees(who.name, "Сведений пока нет.");
  day.fitness = new URL(kira.page.url()).pathname;
  await kira.press("Указать должность и с какого дня в ней");
  await kira.sees("Сведения о работнике", "система берёт её из реестра");
  await kira.select("Должность", who.post);
  await kira.fillDay("В этой должности в вашей организации с", "01.09.2015");
  await kira.press("Записать сведения");
  await kira.sees(who.name, "Сведения записаны.", "пора аттестовать");
  await kira.press("Запланировать аттестацию");
  await kira.sees(who.name, "Аттестация запланирована.", "запланирована");
}

/** The order is made and downloaded, then signed; a session too soon after that is refused with the earliest day. */
export async function orders(day, who) {
  const kira = day.kira.at;
  await kira.press("Записать приказ");
  await kira.sees("Приказ об аттестации", /Если ознакомить сегодня, заседание можно провести с/);
  await kira.fill({ "Номер приказа": "112-од" });
  await kira.fillDay("Дата приказа", date(-45));
  await kira.fillDay("День заседания по графику", date());
  await kira.expects(422).press("Записать приказ");
  // On a day off the page asks whether the session is meant for it.
  if ((await kira.page.getByLabel("День заседания верен", { exact: true }).count()) > 0) {
    await kira.choose("День заседания верен");
    await kira.press("Записать приказ");
  } else kira.expected.pop();
  await kira.sees(who.name, "Приказ записан.", "приказ издан");
  const paper = await kira.download("Приказ со списком и графиком");
  assert.match(unzip(paper.path, "word/document.xml"), new RegExp(who.surname), "the order, before it is signed");
  await kira.press("Записать ознакомление с приказом");
  await kira.sees("Ознакомление с приказом", "Заседание назначено на");
  await kira.fillDay("День, когда работник ознакомлен с приказом, списком и графиком, или отказался", date(-10));
  await kira.expects(422).press("Записать ознакомление");
  await kira.sees("Ознакомление с приказом", "должно пройти не меньше 30 календарных дней: самое раннее");
  await kira.fillDay("День, когда работник ознакомлен с приказом, списком и графиком, или отказался", date(-44));
  await kira.press("Записать ознакомление");
  await kira.sees(who.name, "Ознакомление с приказом записано.", "приказ показан");
}

export async function presents(day, who) {
  const kira = day.kira.at;
  await kira.press("Составить представление");
  await kira.sees("Представление", "Пишите о результатах работы");
  await kira.fillDay("Дата трудового договора по этой должности", "01.09.2015");
  await kira.fill({
    "Уровень образования и квалификация": "Высшее, учитель истории.",
    "Дополнительное профессиональное образование": "«Современный урок», 72 часа, 2024 год.",
    "Мотивированная оценка результатов профессиональной деятельности": "Обязанности по трудовому договору выполняет полностью.",
  });
  await kira.press("Сохранить представление");
  await kira.sees(who.name, "Представление сохранено.");
  await kira.press("Записать ознакомление с представлением");
  await kira.sees("Ознакомление с представлением");
  await kira.fillDay("День ознакомления или отказа", date(-40));
  await kira.choose("Ознакомлен под подпись");
  await kira.press("Записать ознакомление");
  await kira.sees(who.name, "Ознакомление записано.", "представление показано");
}

/** The worker's own information comes in time; then the session. */
export async function holds(day, who) {
  const kira = day.kira.at;
  await kira.press("Записать сведения работника");
  await kira.sees("Сведения работника", "Последний день для этого");
  await kira.fillDay("День, когда сведения поданы", date(-20));
  await kira.press("Записать сведения");
  await kira.sees(who.name, "Сведения работника записаны.");
  await kira.press("Записать заседание");
  await kira.sees("Заседание комиссии", "При равном числе голосов работник соответствует должности.");
  await kira.fill({
    "Номер протокола": "3",
    "Члены комиссии": "Лапин Юрий Олегович, председатель\nЗимина Вера Ильинична",
    "Представитель профсоюза в комиссии": "Котова Майя Андреевна",
    "Голосов «соответствует»": "5",
    "Голосов «не соответствует»": "0",
  });
  await kira.choose("Присутствовал");
  await kira.expects(422).press("Записать заседание");
  await kira.sees("Заседание комиссии", "В комиссии организации не меньше 5 человек");
  await kira.fill({ "Члены комиссии": "Лапин Юрий Олегович, председатель\nЗимина Вера Ильинична\nОсипов Глеб Юрьевич\nТитова Яна Марковна" });
  await kira.press("Записать заседание");
  await kira.sees(who.name, "Заседание записано: соответствует занимаемой должности.");
}

/** The extract, the acquaintance, the end; the papers are made by the program. */
export async function ends(day, who) {
  const kira = day.kira.at;
  await kira.press("Записать выписку");
  await kira.sees("Выписка из протокола", "Сделать это нужно до");
  await kira.press("Записать выписку");
  await kira.sees(who.name, "Выписка записана.", "выписка составлена");
  for (const [words, inside] of [["Протокол заседания", /Лапин/], ["Выписка из протокола", new RegExp(who.surname)], ["Приказ со списком и графиком", new RegExp(who.surname)]]) {
    const paper = await kira.download(words);
    assert.match(unzip(paper.path, "word/document.xml"), inside, words);
  }
  await kira.press("Записать ознакомление с выпиской");
  await kira.sees("Ознакомление с выпиской", "Сделать это нужно до");
  await kira.choose("Ознакомлен под подпись");
  await kira.press("Записать ознакомление");
  await kira.sees(who.name, "Ознакомление записано.", "выписка показана");
  await kira.press("Закончить аттестацию");
  await kira.sees(who.name, "Аттестация закончена.", "Прежние аттестации", "протокол № 3: соответствует");
}
