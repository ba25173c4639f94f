// A day at the console, from an empty folder with nothing but the browser: questions, topics, a
// shoe with an offer, a clinic with a podiatrist, a referral that is accepted. Every page on the
// way is looked at by axe, wide and narrow, light and dark.
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

async function press(name, where = page) {
  await Promise.all([where.waitForNavigation(), where.getByRole("button", { name, exact: true }).click()]);
}

async function follow(name) {
  await Promise.all([page.waitForNavigation(), page.getByRole("link", { name, exact: true }).first().click()]);
}

const main = () => page.textContent("main");
const json = async (path) => (await fetch(site.base + path)).json();

test("the first administrator begins with the example content", async () => {
  await page.goto(`${site.base}/admin`);
  await page.getByLabel("Code").fill(site.code);
  await page.getByLabel("Name").fill("Robin Hale");
  await page.getByLabel("Email").fill("robin@example.org");
  await page.getByLabel("Password").fill(PASSWORD);
  assert.equal(await page.getByLabel("Begin with the example content").isChecked(), true);
  await press("Create administrator");
  assert.match(await page.textContent("h1"), /Dashboard/);
  assert.match(await main(), /Heel pain when walking after running/);
  await isSoundEverywhere(page);
});

test("a topic and a question on it are written, previewed and published", async () => {
  await follow("Topics");
  await isSoundEverywhere(page);
  await follow("New topic");
  await page.getByLabel("Name", { exact: true }).fill("Trail running");
  await page.getByLabel("Summary").fill("Mud, grit and long descents.");
  await press("Publish");
  assert.match(await main(), /Readers see it now/);
  await isSoundEverywhere(page);
  await follow("FAQs");
  await isSoundEverywhere(page);
  await follow("New FAQ");
  await page.getByLabel("Question").fill("Do gaiters keep blisters away?");
  await press("Publish");
  assert.match(await main(), /must not be empty/);
  await isSoundEverywhere(page);
  await page.getByLabel("Answer").fill("They keep *grit* out.");
  await page.getByLabel("Trail running").check();
  await page.getByRole("button", { name: "Preview" }).click();
  await page.locator("[data-preview-body] em").waitFor();
  await isSoundEverywhere(page);
  await press("Publish");
  await isSoundEverywhere(page);
  await page.goto(`${site.base}/topics/trail-running`);
  assert.match(await main(), /Do gaiters keep blisters away\?/);
});

test("a shoe with an offer is in the feed, and a reader is led to the shop", async () => {
  await page.goto(`${site.base}/admin/products`);
  await isSoundEverywhere(page);
  await follow("New product");
  await isSoundEverywhere(page);
  await page.getByLabel("Brand").fill("Testing");
  await page.getByLabel("Model").fill("Strider 2");
  await page.getByLabel("Summary").fill("A shoe for tests.");
  await page.getByLabel("Reason").fill("It never wears out.");
  await page.getByLabel("Cushioning").selectOption("high");
  await page.getByLabel("Heel drop").fill("8");
  await page.getByLabel("Wide", { exact: true }).check();
  await page.getByLabel("Trail running").check();
  await press("Publish");
  await isSoundEverywhere(page);
  await follow("Add an offer");
  await page.getByLabel("Shop", { exact: true }).fill("Sample Shop");
  await page.getByLabel("Address", { exact: true }).fill("nowhere");
  await page.getByLabel("Price").fill("129.95");
  await press("Add offer");
  assert.match(await main(), /must be an http or https address/);
  await isSoundEverywhere(page);
  await page.getByLabel("Address", { exact: true }).fill("https://shop.example.org/strider-2");
  await press("Add offer");
  assert.match(await main(), /129\.95 USD/);
  const feed = await (await fetch(`${site.base}/feeds/products.tsv`)).text();
  assert.match(feed.split("\n").find((line) => line.includes("Strider 2")), /129\.95 USD/);
  await follow("129.95 USD, checked just now");
  await isSoundEverywhere(page);
  const { data } = await json("/api/v1/products?q=strider");
  const answer = await fetch(data[0].offers[0].url, { redirect: "manual" });
  assert.equal(answer.headers.get("location"), "https://shop.example.org/strider-2");
});

test("a clinic and its podiatrist are found by ZIP code", async () => {
  await page.goto(`${site.base}/admin/clinics/new`);
  await page.getByLabel("Name").fill("Testing Foot Clinic");
  await page.getByLabel("Street").fill("12 Sample Street");
  await page.getByLabel("City").fill("Boise");
  await page.getByLabel("State", { exact: true }).selectOption("ID");
  await page.getByLabel("ZIP code").fill("83702");
  await press("Save");
  await page.locator('input[name="inbox"]').fill("desk@clinic.example.org");
  await page.locator('input[name="accepts_referrals"]').check();
  await press("Save inbox");
  await follow("Add a podiatrist here");
  await isSoundEverywhere(page);
  await page.getByLabel("NPI").fill("1234567890");
  await page.getByLabel("First name").fill("Kim");
  await page.getByLabel("Last name").fill("Vale");
  await page.getByLabel("Credential").fill("DPM");
  await page.getByLabel("Foot & Ankle Surgery").check();
  await press("Save");
  assert.match(await main(), /There is a problem|must be|check digit|NPI/);
  await isSoundEverywhere(page);
  await page.getByLabel("NPI").fill("1234567893");
  await press("Save");
  assert.match(await page.textContent("h1"), /Kim Vale, DPM/);
  await isSoundEverywhere(page);
  await page.goto(`${site.base}/admin/podiatrists`);
  await isSoundEverywhere(page);
  await eventually(async () => (await json("/api/v1/podiatrists?near=83702")).data.length > 0);
  await page.goto(`${site.base}/find-a-podiatrist?near=83702`);
  assert.match(await main(), /Kim Vale, DPM/);
  const mail = await eventually(() => site.mails().find((one) => one.includes("To: desk@clinic.example.org")));
  const link = mail.replace(/=\r?\n/g, "").match(/http:\/\/\S+\/inbox\/[A-Za-z0-9_-]+/)[0];
  await page.goto(link);
  await press("Yes, send them here");
});

// Posts answers with a red flag, as a program of the site's owner would.
async function assess() {
  const asked = await json("/api/v1/questionnaire");
  const answers = {};
  for (const { id, kind, options, max } of asked.questions) {
    if (kind === "tri") answers[id] = id === "cannot_bear_weight" ? "yes" : "no";
    else if (kind === "int") answers[id] = id === "age" ? 35 : (max ?? 30);
    else answers[id] = kind === "choices" ? [options[0].value] : options[0].value;
  }
  const consents = { collect: true, share_with_clinic: true, email_me: true, guardian: false };
  const contact = { name: "Sam Reader", email: "sam@reader.example.org" };
  const body = { questionnaire_version: asked.version, answers, postal_code: "83702", contact, consents };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${site.base}/api/v1/assessments`, { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 201);
  return answer.json();
}

test("a red flag becomes a referral that the clinic accepts, and the console shows how it went", async () => {
  const { referral } = await assess();
  assert.equal(referral.recipient, "Testing Foot Clinic");
  const wanted = (one) => one.includes("To: desk@clinic.example.org") && one.includes("/r/");
  const mail = await eventually(() => site.mails().find(wanted));
  await page.goto(`${site.base}/admin/referrals`);
  await isSoundEverywhere(page);
  await follow("Testing Foot Clinic");
  assert.doesNotMatch(await main(), /Sam Reader|sam@reader/);
  await page.getByLabel("Note", { exact: true }).fill("Called the clinic: they look today.");
  await press("Add note");
  assert.match(await main(), /they look today/);
  await isSoundEverywhere(page);

  const clinic = await watchedPage(browser, { viewport: { width: 390, height: 844 }, bypassCSP: true });
  await clinic.page.goto(mail.replace(/=\r?\n/g, "").match(/http:\/\/\S+\/r\/[A-Za-z0-9_-]+/)[0]);
  await clinic.page.locator("main form button").first().click();
  await clinic.page.getByRole("button", { name: "Accept" }).click();
  await clinic.page.getByText("You accepted it").waitFor();
  assert.deepEqual(clinic.complaints, []);
  await clinic.context.close();

  await page.reload();
  assert.match(await main(), /Accepted/);
  await follow("sealed; open it there");
  assert.doesNotMatch(await main(), /Sam Reader/);
  await isSoundEverywhere(page);
  await press("Show it");
  assert.match(await main(), /Sam Reader/);
  await isSoundEverywhere(page);
  await follow("Assessments");
  await isSoundEverywhere(page);
  await follow("Outbox");
  await isSoundEverywhere(page);
  await follow("A referral, to a clinic");
  assert.doesNotMatch(await main(), /desk@clinic/);
  await isSoundEverywhere(page);
  await page.goto(`${site.base}/admin`);
  await isSoundEverywhere(page);
});

// What has the focus, by the words that lead to it.
const focused = () =>
  page.evaluate(() => {
    const at = document.activeElement;
    return (at.labels?.[0]?.firstChild?.textContent ?? at.innerText ?? "").trim();
  });

async function tabTo(words) {
  for (let n = 0; n < 120; n++) {
    await page.keyboard.press("Tab");
    if ((await focused()) === words) return;
  }
  assert.fail(`the keyboard does not get to ${words}`);
}

test("a question is written and archived by the keyboard alone", async () => {
  await page.goto(`${site.base}/admin`);
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Skip to the content");
  const enter = () => Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await tabTo("FAQs");
  await enter();
  await page.keyboard.press("/");
  await page.keyboard.type("gaiters");
  await enter();
  assert.match(await main(), /1 question/);
  await tabTo("New FAQ");
  await enter();
  await tabTo("Question");
  await page.keyboard.type("How long do insoles last?");
  await tabTo("Answer");
  await page.keyboard.type("Look at them after half a year.");
  await tabTo("Insoles");
  await page.keyboard.press("Space");
  await tabTo("Publish");
  await enter();
  assert.match(await main(), /Readers see it now/);
  await tabTo("Archive");
  await enter();
  assert.match(await main(), /Readers no longer find it/);
});

test("nothing was complained of on the way", () => assert.deepEqual(complaints, []));
