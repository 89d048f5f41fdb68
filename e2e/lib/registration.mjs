// The window of registration, as everybody who is invited meets it.

import assert from "node:assert/strict";

export const PASSWORD = "окно-тюлень-марш-26";

const WINDOW = "Регистрация по приглашению";

/** A login in Russian letters is refused, and the window says what to write; everything else typed stays. */
export async function refusesRussianLogin(visitor, offered) {
  await visitor.fill({ Логин: "смирнова", Телефон: "8 913 123-45-67" });
  await visitor.expects(422).press("Создать кабинет");
  await visitor.sees(WINDOW, "Логин пишется латинскими буквами");
  assert.equal(await visitor.page.getByLabel("Телефон").inputValue(), "8 913 123-45-67", "what was typed is kept");
  const summary = visitor.page.locator(".govuk-error-summary");
  if (visitor.shape.script) assert.ok(await summary.evaluate((one) => one === document.activeElement), "the summary of errors takes the focus");
  await summary.getByRole("link", { name: /латинскими/ }).click();
  assert.equal(await visitor.page.evaluate(() => (document.activeElement.id || location.hash.slice(1))), "login", "an error leads to its field");
  await visitor.fill({ Логин: offered });
}

/** Takes one of the ready passwords; returns it. */
export async function takesReadyPassword(visitor) {
  const ready = visitor.page.locator("input[name=suggested]").first();
  await ready.check();
  return ready.getAttribute("value");
}
