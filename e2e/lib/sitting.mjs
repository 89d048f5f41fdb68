// The commission: its members by an order, a session with agenda, quorum and votes, the protocol, a case put off.

import assert from "node:assert/strict";
import { PASSWORD } from "./registration.mjs";
import { says } from "./post.mjs";
import { date, office, unzip } from "./world.mjs";

const COMMISSION = "Аттестационная комиссия Томской области";
// Those without a cabinet: the Centre writes their votes down. Who comes last in the list does not come to the session.
const MEMBERS = [
  ["Кузьмин Артём Львович", "заместитель председателя"],
  ["Панова Лидия Сергеевна", "секретарь"],
  ["Громова Инна Павловна", "член комиссии", "union"],
  ["Седов Илья Романович", "член комиссии"],
  ["Рябова Алла Юрьевна", "член комиссии"],
  ["Уваров Олег Петрович", "член комиссии"],
];
const ABSENT = "Уваров";

/** Writes the commission down by its order. Members change only by a new row; what is lacking is said. */
export async function forms(day) {
  const zoya = day.zoya.at;
  await zoya.open("/settings");
  await zoya.press("Открыть комиссии");
  await zoya.sees("Аттестационные комиссии", "Комиссий пока нет");
  await zoya.press("Внести комиссию");
  await zoya.sees("Новая комиссия");
  await zoya.expects(422).press("Внести комиссию", { within: "main form" });
  await zoya.sees("Новая комиссия", "Проверьте, что нужно исправить");
  await zoya.fill({ Название: COMMISSION, "Номер приказа о составе": "812", "Дата приказа": date(-90), "Действует с": date(-80) });
  await zoya.press("Внести комиссию", { within: "main form" });
  await zoya.sees(COMMISSION, "Членов пока нет", /Открыть заседание нельзя/);
  await addsMember(zoya, async () => {
    await zoya.page.getByLabel("Кабинет", { exact: true }).selectOption({ label: `${day.nina.name}, ${day.nina.email}` });
    await zoya.choose("председатель");
  });
  for (const [name, position, union] of MEMBERS) {
    await addsMember(zoya, async () => {
      await zoya.fill({ "Фамилия, имя, отчество": name });
      await zoya.choose(position);
      if (union) await zoya.choose("Представляет профсоюз");
    });
  }
  await zoya.sees(COMMISSION, "представитель профсоюза", day.nina.name, MEMBERS.at(-1)[0]);
  assert.equal(await zoya.page.getByText("Открыть заседание нельзя").count(), 0, "nothing is lacking");
}

async function addsMember(zoya, fill) {
  await zoya.press("Изменить состав");
  await zoya.sees("Изменение состава комиссии");
  await fill();
  await zoya.press("Записать изменение");
  await zoya.sees(COMMISSION, "Записано:");
}

/** Sets a session with these cases on its agenda; its address. */
async function plans(day, on, cases) {
  const zoya = day.zoya.at;
  await zoya.open("/sittings");
  await zoya.press("Назначить заседание");
  await zoya.sees("Новое заседание");
  await zoya.fill({ День: on, Начало: "10:00", Место: "Томск, улица Пирогова, 10, комната 3" });
  await zoya.expects(422).press("Назначить заседание", { within: "main form" });
  // On a day that is not worked the form asks once more.
  const sure = zoya.page.getByLabel("Да, заседание в этот день");
  if (await sure.count()) {
    await sure.check();
    await zoya.press("Назначить заседание", { within: "main form" });
  } else {
    zoya.expected.splice(zoya.expected.indexOf(422), 1);
  }
  await zoya.sees("Добавить дела в повестку", "Заседание назначено.", ...cases.map((one) => one.name));
  for (const one of cases) await zoya.page.getByLabel(`Выбрать: ${one.name}`).check();
  await zoya.press("Добавить выбранные в повестку");
  await zoya.sees("Заседание", "В повестку добавлено", ...cases.map((one) => one.name));
  return new URL(zoya.page.url()).pathname;
}

/** Plans the session of today, hands the agenda out as a paper, and writes to those who come. */
export async function plansToday(day, ...cases) {
  day.sitting = await plans(day, date(), cases);
  const zoya = day.zoya.at;
  const file = await zoya.download("Повестка (DOCX)");
  assert.match(unzip(file.path, "word/document.xml"), new RegExp(cases[0].surname));
  assert.match((await zoya.download("Повестка (PDF)")).name, /\.pdf$/);
  await zoya.press("Разослать повестку");
  await zoya.sees("Заседание", /Повестка разослана: /, "Разослать повестку ещё раз", "хочет присутствовать");
  const [numbers, month] = [{ day: "numeric", year: "numeric" }, { day: "numeric", month: "long" }].map((parts) => new Intl.DateTimeFormat("ru-RU", { timeZone: "Asia/Tomsk", ...parts }));
  const year = numbers.formatToParts().find((part) => part.type === "year").value;
  await says(day.nina.email, `Заседание комиссии ${month.format().replace(/\s/g, " ")} ${year}`, /Дел в повестке/);
  await says(cases[0].email, "Когда рассмотрят ваше заявление", /комната 3/);
}

/** A member reads the agenda and a case before the session: documents, conclusion, nothing by which to reach the teacher. */
export async function preparesMember(day, who) {
  const nina = day.nina.at;
  await nina.open("/cabinet");
  await nina.sees("Заседания комиссии", COMMISSION);
  await nina.press(/10:00/, { within: "main" });
  await nina.sees("Заседание", "Явку отмечают, когда заседание открыто.", who.name);
  await nina.press(who.name, { within: "main" });
  await nina.sees(who.name, "Результат специалистов", "Документы", "Заседание сейчас не идёт");
  const text = await nina.page.locator("main").innerText();
  assert.doesNotMatch(text, new RegExp(`${who.snils}|${who.email}`), "no number and no address of the teacher");
}

/** Opens the session; too few present are no quorum, enough of them are. */
export async function opens(day) {
  const zoya = day.zoya.at;
  await zoya.open(day.sitting);
  // Before the announced hour the page asks once more.
  const early = zoya.page.getByLabel("Да, открыть сейчас: все, кого звали, знают");
  if (await early.count()) await early.check();
  await zoya.press("Открыть заседание", { within: "main" });
  await zoya.sees("Заседание", "Заседание открыто. Отметьте, кто присутствует.");
  const boxes = zoya.page.getByRole("group", { name: "Отметьте тех, кто пришёл" });
  for (const surname of ["Громова", "Седов", "Рябова"]) await boxes.getByLabel(new RegExp(surname)).check();
  await zoya.press("Записать явку");
  await zoya.sees("Заседание", /3\sиз\s7, кворума нет/, "Пока кворума нет, решения не принимают.");
  // Without chair and deputy one of those present leads, until one of them comes.
  await zoya.expects(422).press("Записать, кто ведёт");
  await zoya.sees("Заседание", "Выберите, кто ведёт заседание.");
  const leader = zoya.page.getByLabel("Кто ведёт заседание", { exact: true });
  await leader.selectOption(await leader.locator("option", { hasText: "Седов" }).getAttribute("value"));
  await zoya.press("Записать, кто ведёт");
  await zoya.sees("Заседание", /Записано: заседание ведёт Седов/, /Ведёт заседание: Седов/);
  for (const surname of [day.nina.surname, "Кузьмин", "Панова"]) await boxes.getByLabel(new RegExp(surname)).check();
  await zoya.press("Записать явку");
  await zoya.picture("sitting", 1200);
  await zoya.sees("Заседание", "Явка записана.", /6\sиз\s7, кворум есть/, new RegExp(`Ведёт заседание: ${day.nina.surname}`));
}

/** The chair votes on their own page. */
async function chairVotes(day, who, choice) {
  const nina = day.nina.at;
  await nina.open(day.sitting);
  await nina.press(who.name, { within: "main" });
  await nina.sees(who.name, "Ваш голос");
  if (who.indicators) await nina.picture("vote", 850);
  await nina.press(new RegExp(`^${choice}$`), { within: "#choice" });
  await nina.sees(who.name, "Голос записан.", "Вы проголосовали");
}

/** The chair votes, the Centre writes the other votes down, then the decision; a refusal needs its reason. */
export async function decides(day, who, choice, { decided, reason = "" }) {
  await chairVotes(day, who, choice);
  const zoya = day.zoya.at;
  await zoya.open(day.sitting);
  await zoya.press(who.name, { within: "main table" });
  await zoya.sees(who.name, "Голосование", /Проголосовали не все присутствующие/);
  await zoya.press("Показать крупно на экране");
  await zoya.sees(who.name, "Результат специалистов");
  await zoya.press("К делу");
  if (choice === "За") {
    await zoya.press("Все присутствующие за");
  } else {
    for (const [name] of MEMBERS.filter(([name]) => !name.startsWith(ABSENT))) {
      await zoya.page.getByRole("group", { name: new RegExp(`^${name}`) }).getByLabel(choice, { exact: true }).check();
    }
    await zoya.press("Записать голоса");
  }
  await zoya.sees(who.name, "По голосам:");
  if (reason) {
    await zoya.expects(422).press("Записать решение");
    await zoya.sees(who.name, "Напишите причину отказа");
    await zoya.fill({ "Причина отказа": reason });
  }
  await zoya.press("Записать решение");
  await zoya.sees(/./, new RegExp(`Решение записано: ${who.surname}.*, ${decided}\\.`));
  await zoya.open(day.sitting);
  await zoya.press(who.name, { within: "main table" });
  await zoya.sees(who.name, "Решение комиссии", /Голоса: /);
}

/** Puts a case off: a day after the last one is refused with the latest day named. */
export async function putsOff(day, who) {
  const zoya = day.zoya.at;
  await zoya.open(day.sitting);
  await zoya.press(who.name, { within: "main table" });
  await zoya.sees(who.name, "Голосование");
  const folded = zoya.page.locator("#decision summary");
  await folded.click();
  await zoya.fill({ "Отложить до": date(200), Почему: "Педагог просил рассмотреть дело при нём, а приехать сегодня не смог." });
  await zoya.expects(422).press("Отложить рассмотрение", { within: "#decision details form" });
  await zoya.sees(who.name, /Отложить можно не дальше/);
  await zoya.fill({ "Отложить до": date(1) });
  await zoya.expects(422).press("Отложить рассмотрение", { within: "#decision details form" });
  // A day that is not worked is asked about.
  const sure = zoya.page.getByLabel("Да, отложить до этого дня");
  if (await sure.count()) {
    await sure.check();
    await zoya.press("Отложить рассмотрение", { within: "#decision details form" });
  } else {
    zoya.expected.splice(zoya.expected.indexOf(422), 1);
  }
  await zoya.sees(/./, new RegExp(`Рассмотрение отложено: ${who.surname}`));
  await zoya.open(day.sitting);
  await zoya.sees("Заседание", "отложено");
}

/** The case that was put off stands ready and goes to the session of its new day, which cannot be opened before. */
export async function plansNext(day, who) {
  const zoya = day.zoya.at;
  day.next = await plans(day, date(1), [who]);
  await zoya.sees("Заседание", who.name, "не решено", "Открыть заседание можно будет в его день.");
  await who.at.open("/cabinet");
  await who.at.sees("Личный кабинет педагога", "готово к заседанию", /принять решение/);
  const nina = day.nina.at;
  await nina.open("/sittings");
  await nina.sees("Заседания комиссии");
  assert.equal(await nina.page.locator("main tbody tr").count(), 2, "the member sees both sessions");
}

/** Signs the protocol: the session is over, nothing of it can be changed any more. */
export async function signsProtocol(day, ...words) {
  const zoya = day.zoya.at;
  await zoya.open(day.sitting);
  await zoya.press("Составить и подписать протокол");
  await zoya.sees("Протокол заседания", ...words);
  const draft = await zoya.download("проект протокола (DOCX)");
  assert.match(unzip(draft.path, "word/document.xml"), /проект, не подписан/);
  await zoya.expects(422).press("Подписать протокол и завершить заседание");
  await zoya.sees("Протокол заседания", "Введите номер протокола, например 14.");
  await zoya.fill({ "Номер протокола": "11", "Ваш пароль": PASSWORD });
  await zoya.press("Подписать протокол и завершить заседание");
  await zoya.picture("protocol", 900);
  await zoya.sees("Протокол № 11", "Заседание завершено.", "Исправить ошибку в протоколе");
  const file = await zoya.download("Скачать протокол (DOCX)");
  assert.match(unzip(file.path, "word/document.xml"), new RegExp(day.anna.surname));
  await zoya.attach("file", office("Диплом и приложение.pdf"));
  await zoya.attach("signature", { name: "Протокол.pdf.sig", mimeType: "application/octet-stream", buffer: Buffer.from("302306092a864886f70d010702a01630140201013100300b06092a864886f70d0107013100", "hex") });
  await zoya.select("Какой файл подписан", "Скан, который прикладывается сейчас");
  await zoya.press("Приложить к протоколу");
  await zoya.sees("Протокол № 11", "Файлы приложены к протоколу.", "Протокол.pdf.sig", "не проверялась");
  const nina = day.nina.at;
  await nina.open(day.sitting);
  await nina.press(/протокол № 11/i, { within: "main" });
  await nina.sees("Протокол № 11", ...words);
}
