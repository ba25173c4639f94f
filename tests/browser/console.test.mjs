// From an empty folder: set up, write, publish, invite, make a token. Every page on the way is
// looked at by axe, wide and narrow, light and dark.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isSoundEverywhere } from "./axe.mjs";
import { eventually, startBrowser, startEmptySite, watchedPage } from "./site.mjs";

const PASSWORD = "seven calm otters swim";
let site, browser, page, complaints;
before(async () => {
  site = await startEmptySite();
  browser = await startBrowser();
  ({ page, complaints } = await watchedPage(browser, { viewport: { width: 1280, height: 900 }, bypassCSP: true }));
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

async function press(name) {
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name, exact: true }).click()]);
}

test("the printed code makes the first administrator", async () => {
  await page.goto(`${site.base}/admin`);
  assert.match(page.url(), /\/admin\/setup$/);
  await isSoundEverywhere(page);
  await page.getByLabel("Code").fill("0000");
  await page.getByLabel("Name").fill("Robin Hale");
  await page.getByLabel("Email").fill("robin@example.org");
  await page.getByLabel("Password").fill("short");
  await press("Create administrator");
  await isSoundEverywhere(page);
  assert.match(await page.textContent("main"), /is not the one that the server printed/);
  await page.getByLabel("Code").fill(site.code);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByLabel("Begin with the example content").uncheck();
  await press("Create administrator");
  assert.match(await page.textContent("header"), /Robin Hale/);
});

test("an article is written, previewed, published, seen and found", async () => {
  await page.getByRole("link", { name: "Articles" }).click();
  await isSoundEverywhere(page);
  await page.getByRole("link", { name: "New article" }).click();
  await isSoundEverywhere(page);
  await page.getByLabel("Title", { exact: true }).fill("Blisters on the march");
  await page.getByLabel("Summary", { exact: true }).fill("Why they come and what to do.");
  await page.getByLabel("Text", { exact: true }).fill("Dry socks *help*.\n\n::find-a-podiatrist\n");
  await page.getByLabel("Author").fill("A running coach");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.locator("[data-preview-body] em").waitFor();
  await isSoundEverywhere(page);
  await press("Publish");
  assert.match(await page.textContent("main"), /Published/);
  await isSoundEverywhere(page);
  await page.goto(`${site.base}/articles/blisters-on-the-march`);
  assert.match(await page.textContent("h1"), /Blisters on the march/);
  await eventually(async () => {
    const found = await fetch(`${site.base}/api/v1/search?q=blistrs+march`);
    return (await found.json()).data.length > 0;
  });
});

test("a clinic is made, and confirms where its referrals go", async () => {
  await page.goto(`${site.base}/admin/clinics`);
  await isSoundEverywhere(page);
  await page.getByRole("link", { name: "New clinic" }).click();
  await page.getByLabel("Name").fill("Testing Foot Clinic");
  await page.getByLabel("Street").fill("12 Sample Street");
  await page.getByLabel("City").fill("Boise");
  await page.getByLabel("ZIP code").fill("8370");
  await press("Save");
  assert.match(await page.textContent("main"), /ZIP code/);
  await isSoundEverywhere(page);
  await page.getByLabel("State", { exact: true }).selectOption("ID");
  await page.getByLabel("ZIP code").fill("83702");
  await press("Save");
  await isSoundEverywhere(page);
  await page.locator('input[name="inbox"]').fill("desk@clinic.example.org");
  await page.locator('input[name="accepts_referrals"]').check();
  await Promise.all([page.waitForNavigation(), page.locator('form[action$="/inbox"] button').click()]);
  await isSoundEverywhere(page);
  const mail = await eventually(() => site.mails().find((one) => one.includes("desk@clinic.example.org")));
  const link = mail.replace(/=\r?\n/g, "").match(/http:\/\/\S+\/inbox\/[A-Za-z0-9_-]+/)[0];
  const clinic = await watchedPage(browser, { viewport: { width: 390, height: 844 }, bypassCSP: true });
  await clinic.page.goto(link);
  await isSoundEverywhere(clinic.page);
  await clinic.page.getByRole("button", { name: "Yes, send them here" }).click();
  await clinic.page.getByRole("heading", { name: "This inbox is confirmed" }).waitFor();
  assert.deepEqual(clinic.complaints, []);
  await clinic.context.close();
});

test("somebody who is invited chooses a password and signs in", async () => {
  await page.goto(`${site.base}/admin/users`);
  await isSoundEverywhere(page);
  await page.getByRole("link", { name: "Invite somebody" }).click();
  await page.getByLabel("Name").fill("Kim Vale");
  await page.getByLabel("Email").fill("kim@example.org");
  await press("Send invitation");
  await isSoundEverywhere(page);
  const mail = await eventually(() => site.mails().find((one) => one.includes("kim@example.org")));
  const text = mail.replace(/=\r?\n/g, "");
  const link = text.match(/http:\/\/\S+\/admin\/password\/[A-Za-z0-9_-]+/)[0];
  const kim = await watchedPage(browser, { viewport: { width: 390, height: 844 }, bypassCSP: true });
  await kim.page.goto(link);
  await isSoundEverywhere(kim.page);
  await kim.page.getByLabel("Password").fill(PASSWORD);
  await kim.page.getByLabel("Password").press("Enter");
  await kim.page.waitForURL(/sign-in/);
  await kim.page.getByLabel("Email").fill("kim@example.org");
  await kim.page.getByLabel("Password").fill(PASSWORD);
  await kim.page.getByLabel("Password").press("Enter");
  await kim.page.waitForURL(/\/admin/);
  assert.match(await kim.page.textContent("main"), /Blisters on the march/);
  assert.deepEqual(kim.complaints, []);
  await kim.context.close();
});

test("a token for a program reads what its owner may", async () => {
  await page.goto(`${site.base}/admin/api-tokens`);
  await page.getByLabel("What is it for").fill("Shop import");
  await press("Make token");
  await isSoundEverywhere(page);
  const token = (await page.textContent("main")).match(/fp_[A-Za-z0-9_-]+/)[0];
  const asked = await fetch(`${site.base}/api/v1/manage/articles`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await asked.json()).data.length, 1);
  await page.goto(`${site.base}/admin/settings`);
  await isSoundEverywhere(page);
  await page.goto(`${site.base}/admin/audit`);
  await isSoundEverywhere(page);
  assert.match(await page.textContent("main"), /api_token\.created/);
});

test("nothing was complained of on the way", () => assert.deepEqual(complaints, []));
