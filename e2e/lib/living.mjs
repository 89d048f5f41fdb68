// A life in steps: each is a test of its own; after a broken one the others are not tried, and everybody's page is kept.

/** Lives through the steps, `[words, step]`; true when none broke. */
export async function live(t, chromium, day, steps) {
  let broken = "";
  for (const [words, step] of steps) {
    await t.test(words, { timeout: 240_000 }, async (t) => {
      if (broken) return t.skip(`after «${broken}»`);
      try {
        await step(day);
      } catch (error) {
        broken = words;
        for (const [at, page] of [...chromium.contexts()].flatMap((one) => one.pages()).entries()) {
          if (page.url().startsWith(day.url)) await page.screenshot({ path: `shots/failed-${day.house}-${at}.png` }).catch(() => {});
        }
        throw error;
      }
    });
  }
  return !broken;
}
