// The assessment from the first question to a referral, without a script and with one; and what a
// coordinator sees and prints of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { isSound, isSoundEverywhere } from "./axe.mjs";
import { startBrowser, startSite, watchedPage } from "./site.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, bypassCSP: true };
let site, browser;
before(async () => {
  site = await startSite();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const set = (page, name, value) => page.locator(`[name="${name}"][value="${value}"]`).check({ force: true });
const press = (page, button) => Promise.all([page.waitForNavigation(), button.click()]);
const named = (page, name) => page.getByRole("button", { name, exact: true });
const next = (page) => press(page, page.locator('button[value="next"]'));
const calls = (page) => page.locator(".call-now:visible");

async function answerAll(page, others = {}) {
  const names = await page.locator("fieldset.tri").evaluateAll((all) => all.map((one) => one.id));
  for (const name of names) await set(page, name, others[name] ?? "no");
}

// As far as the result.
async function answered(page, others = {}) {
  await page.goto(`${site.base}/assessment`);
  await answerAll(page, others);
  await next(page);
  await page.locator('[name="pain_site"]').first().check({ force: true });
  await answerAll(page, others);
  await next(page);
  for (const [id, value] of [["age", "41"], ["severity", "6"], ["duration_days", "9"], ["postal_code", "83702"]]) {
    await page.fill(`#${id}`, value);
  }
  await set(page, "trend", "same");
  await answerAll(page, others);
  await next(page);
}

async function share(page) {
  await page.fill('[name="contact.name"]', "Pat Canary");
  await page.fill('[name="contact.phone"]', "208-555-0100");
  await page.check('[name="consents.share_with_clinic"]');
  await press(page, page.locator(".share button"));
}

test("without a script, from the first question to a referral", async () => {
  const { page, context, complaints } = await watchedPage(browser, { ...PHONE, javaScriptEnabled: false });
  await page.goto(`${site.base}/assessment`);
  assert.equal(await calls(page).count(), 0);
  await set(page, "chest_or_breathing", "yes");
  assert.match(await calls(page).textContent(), /Call 911 now/);
  assert.equal(await calls(page).locator('a[href="tel:911"]').isVisible(), true);
  const after = await calls(page).evaluate((panel) => panel.previousElementSibling.id);
  assert.equal(after, "chest_or_breathing", "right after its question");
  await set(page, "chest_or_breathing", "no");
  assert.equal(await calls(page).count(), 0);

  await answered(page, { cannot_bear_weight: "yes" });
  assert.match(await page.textContent("main"), /Why/);
  await press(page, named(page, "Change an answer"));
  assert.equal(await page.isChecked('[name="cannot_bear_weight"][value="yes"]'), true);
  await next(page);
  await next(page);
  assert.equal(await page.inputValue("#age"), "41");
  await next(page);

  for (const box of await page.locator('.share input[type="checkbox"]').all()) {
    assert.equal(await box.isChecked(), false, "nothing is agreed to beforehand");
  }
  await share(page);
  assert.equal(await page.locator("#consents\\.collect_error").isVisible(), true);
  assert.equal(await page.inputValue('[name="contact.name"]'), "Pat Canary");
  await page.check('[name="consents.collect"]');
  await page.locator('[name="clinic_id"]').nth(2).check({ force: true });
  const chosen = (await page.textContent('[name="clinic_id"]:checked + label')).split(",")[0];
  await press(page, page.locator(".share button"));
  assert.ok((await page.textContent("main")).includes(`It goes to ${chosen}`));
  assert.doesNotMatch(page.url(), /\?/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("answers that are an emergency together are told at once, and nothing is sent", async () => {
  const { page, context, complaints } = await watchedPage(browser, { viewport: PHONE.viewport });
  await page.goto(`${site.base}/assessment`, { waitUntil: "networkidle" });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await set(page, "injury", "yes");
  assert.equal(await calls(page).count(), 0);
  await set(page, "cannot_bear_weight", "yes");
  assert.match(await calls(page).textContent(), /Go to an emergency department now/);
  assert.equal(await calls(page).getAttribute("role"), "alert");
  assert.equal(await calls(page).evaluate((panel) => panel.previousElementSibling.id), "cannot_bear_weight");
  await set(page, "injury", "not_sure");
  assert.equal(await calls(page).count(), 0);
  // The graver place is named, and one answer alone is not told twice.
  await set(page, "injury", "yes");
  await set(page, "tight_worsening", "yes");
  assert.match(await calls(page).textContent(), /Call 911 now/);
  await set(page, "both_legs_weak", "yes");
  assert.equal(await calls(page).count(), 1);
  await answerAll(page, { fever_or_very_unwell: "yes" });
  assert.equal(await calls(page).count(), 0);
  assert.deepEqual(asked, []);
  await next(page);
  // With what was answered on the screen before.
  await set(page, "pus", "yes");
  assert.match(await calls(page).textContent(), /Call 911 now/);
  await next(page);
  assert.match(await page.textContent("h1"), /Call 911 now/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a result is kept, downloaded, shared and erased by its receipt", async () => {
  const { page, context, complaints } = await watchedPage(browser, PHONE);
  await page.goto(`${site.base}/assessment`);
  await set(page, "cold_or_colour_change", "yes");
  await isSoundEverywhere(page);
  await answered(page, { swelling: "yes" });
  await isSoundEverywhere(page);
  await press(page, page.locator(".share button"));
  await isSoundEverywhere(page);
  await page.check('[name="consents.collect"]');
  await press(page, page.locator(".share button"));
  assert.match(await page.textContent("h1"), /Kept/);
  await isSoundEverywhere(page);
  const [number, receipt] = await page.locator(".receipt code").allTextContents();

  await press(page, page.getByRole("contentinfo").getByRole("link", { name: "Use your receipt" }));
  await isSoundEverywhere(page);
  await page.fill("#id", number);
  await page.fill("#receipt", "mistyped");
  await press(page, named(page, "Download what is kept"));
  await isSoundEverywhere(page);
  await page.fill("#receipt", receipt);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    named(page, "Download what is kept").click(),
  ]);
  assert.equal(JSON.parse(readFileSync(await file.path(), "utf8")).answers.swelling, "yes");
  await press(page, named(page, "Share with a clinic"));
  await isSoundEverywhere(page);
  await share(page);
  assert.match(await page.textContent("main"), /It goes to/);
  await isSoundEverywhere(page);
  await page.goto(`${site.base}/assessment/receipt`);
  await page.fill("#id", number);
  await page.fill("#receipt", receipt);
  await press(page, named(page, "Erase my answers"));
  assert.match(await page.textContent("h1"), /Erased/);
  assert.doesNotMatch(page.url(), new RegExp(`${number}|${receipt}`));
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a coordinator sees the board and prints a referral and an assessment", async () => {
  const { page, context, complaints } = await watchedPage(browser, { viewport: { width: 1280, height: 900 }, bypassCSP: true });
  await page.goto(`${site.base}/admin`);
  await page.fill('[name="email"]', site.email);
  await page.fill('[name="password"]', site.password);
  await press(page, named(page, "Sign in"));
  await page.goto(`${site.base}/admin/referrals/board`);
  assert.equal(await page.locator(".lane").count(), 7);
  const card = page.locator(".lane-card").first();
  assert.match(await card.textContent(), /old/);
  for (const word of ["Canary", "step", "urgent", "Urgent", "swell"]) {
    assert.ok(!(await page.textContent("main")).includes(word), word);
  }
  await isSoundEverywhere(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await press(page, card);
  assert.match(page.url(), /referrals\/[0-9a-f-]{36}/);
  await isSoundEverywhere(page);
  await onPaper(page);
  await press(page, page.getByRole("link", { name: "sealed; open it there" }));
  await press(page, named(page, "Show it"));
  assert.match(await page.textContent("main"), /Pat Canary/);
  await isSoundEverywhere(page);
  await onPaper(page);
  assert.deepEqual(complaints, []);
  await context.close();
});

// Printed, there is all that is to be read and nothing to press.
async function onPaper(page) {
  await page.evaluate(() => (window.print = () => (window.printed = true)));
  await page.getByRole("button", { name: "Print" }).click();
  assert.equal(await page.evaluate(() => window.printed), true);
  await page.emulateMedia({ media: "print" });
  for (const gone of [".console-bar", ".console-nav", "form", "button"]) {
    assert.equal(await page.locator(`${gone}:visible`).count(), 0, gone);
  }
  assert.equal(await page.locator("h1").isVisible(), true);
  assert.ok((await page.locator("main dl.facts:visible").count()) > 0);
  await page.setViewportSize({ width: 660, height: 900 });
  await isSound(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ media: "screen" });
}
