// The whole loop against a real mail server: a reader with a red flag, a clinic that declines, the
// next one that accepts, makes an appointment and sees the patient, who hears of each step.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isSound, isSoundEverywhere } from "./axe.mjs";
import { eventually, startBrowser, startEmptySite, startMailServer, watchedPage } from "./site.mjs";

const server = await startMailServer();
if (!server) console.error("!!! SKIPPED the loop against a mail server: python3 has no aiosmtpd !!!");
const options = { skip: !server };
const PATIENT = "pat@reader.example.net";
let site, browser, desk;
before(async () => {
  if (!server) return;
  site = await startEmptySite({ FOOTPATH_SMTP_URL: server.url, FOOTPATH_TRIAGE_INBOX: "triage@feet.example.org" });
  browser = await startBrowser();
  desk = await watchedPage(browser, { viewport: { width: 1280, height: 900 }, bypassCSP: true });
});
after(async () => {
  await browser?.close();
  await site?.stop();
  server?.stop();
});

// Each line of a mail whole again.
const whole = (mail) => mail.replace(/=\r?\n/g, "").replace(/=3D/g, "=");
const mailsTo = (address) => server.mails().map(whole).filter((mail) => mail.includes(`To: ${address}`));
const link = (mail, path) => mail.match(new RegExp(`http://\\S+${path}[A-Za-z0-9_-]+`))[0];

async function press(page, name) {
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name, exact: true }).first().click()]);
}

// A clinic that takes referrals: its inbox has said so.
async function clinic(name, inbox) {
  const { page } = desk;
  await page.goto(`${site.base}/admin/clinics/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Street").fill("12 Sample Street");
  await page.getByLabel("City").fill("Boise");
  await page.getByLabel("State", { exact: true }).selectOption("ID");
  await page.getByLabel("ZIP code").fill("83702");
  await press(page, "Save");
  await page.locator('input[name="inbox"]').fill(inbox);
  await page.locator('input[name="accepts_referrals"]').check();
  await press(page, "Save inbox");
  const asked = await eventually(() => mailsTo(inbox)[0]);
  await page.goto(link(asked, "/inbox/"));
  await press(page, "Yes, send them here");
}

async function answerAll(page, others = {}) {
  for (const name of await page.$$eval("fieldset.tri", (all) => all.map((one) => one.id))) {
    await page.locator(`[name="${name}"][value="${others[name] ?? "no"}"]`).check({ force: true });
  }
}

test("two clinics take referrals", options, async () => {
  const { page } = desk;
  await page.goto(`${site.base}/admin`);
  await page.getByLabel("Code").fill(site.code);
  await page.getByLabel("Name").fill("Robin Hale");
  await page.getByLabel("Email").fill("robin@example.org");
  await page.getByLabel("Password").fill("seven calm otters swim");
  await press(page, "Create administrator");
  await clinic("Alder Foot Clinic", "alder@clinic.example.org");
  await clinic("Birch Foot Clinic", "birch@clinic.example.org");
});

let follow;
test("a reader with a red flag is referred to the nearest clinic", options, async () => {
  const { page, complaints, context } = await watchedPage(browser, { viewport: { width: 390, height: 844 }, bypassCSP: true });
  await page.goto(`${site.base}/assessment`);
  await answerAll(page, { cannot_bear_weight: "yes" });
  await page.locator('button[value="next"]').click();
  await page.locator('[name="pain_site"]').first().check({ force: true });
  await answerAll(page);
  await page.locator('button[value="next"]').click();
  await page.locator("#age").fill("41");
  await page.locator("#severity").fill("6");
  await page.locator("#duration_days").fill("9");
  await page.locator('[name="trend"]').first().check({ force: true });
  await answerAll(page);
  await page.locator("#postal_code").fill("83702");
  await page.locator('button[value="next"]').click();
  await page.locator('input[name="contact.name"]').fill("Pat Canary");
  await page.locator('input[name="contact.email"]').fill(PATIENT);
  for (const box of await page.locator('.share input[type="checkbox"]').all()) {
    if (!(await box.getAttribute("name")).includes("guardian")) await box.check();
  }
  assert.equal(await page.locator('input[name="clinic_id"]').count(), 2);
  await page.locator(".share button").click();
  await page.getByText("It goes to Alder Foot Clinic").waitFor();
  await isSound(page);
  assert.deepEqual(complaints, []);
  await context.close();
  const first = await eventually(() => mailsTo(PATIENT)[0]);
  follow = link(first, "/p/");
});

test("the first clinic declines, and the next one is asked", options, async () => {
  const { page, complaints, context } = await watchedPage(browser, { viewport: { width: 1280, height: 900 }, bypassCSP: true });
  const mail = await eventually(() => mailsTo("alder@clinic.example.org").find((one) => one.includes("/r/")));
  for (const told of ["Pat", "Canary", PATIENT, "four steps", "urgent"]) {
    assert.ok(!mail.includes(told), `${told} stands in the clinic's mail`);
  }
  await page.goto(link(mail, "/r/"));
  await page.reload();
  assert.doesNotMatch(await page.textContent("main"), /Canary/);
  await press(page, "Open the referral");
  await isSound(page);
  await page.getByText("Decline", { exact: true }).first().click();
  await page.getByLabel("No appointment soon enough").check({ force: true });
  await press(page, "Decline");
  assert.match(await page.textContent("main"), /passed on/);
  await page.goto(link(mail, "/r/"));
  assert.doesNotMatch(await page.textContent("main"), /Canary/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("the next clinic accepts, makes an appointment and sees the patient", options, async () => {
  const { page, complaints, context } = await watchedPage(browser, { viewport: { width: 390, height: 844 }, bypassCSP: true });
  const mail = await eventually(() => mailsTo("birch@clinic.example.org").find((one) => one.includes("/r/")));
  await page.goto(link(mail, "/r/"));
  await press(page, "Open the referral");
  assert.match(await page.textContent("main"), /Pat Canary/);
  await press(page, "Accept");
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("Day of the appointment").fill(day);
  await press(page, "Scheduled");
  await page.getByText("Appointment on").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download as FHIR" }).click()]);
  assert.equal(download.suggestedFilename(), "referral.json");
  await isSound(page);
  await press(page, "Completed");
  assert.match(await page.textContent("main"), /was seen/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("the patient has heard of each step, and nothing of health in any mail", options, async () => {
  const { page, complaints, context } = await watchedPage(browser, { viewport: { width: 390, height: 844 }, bypassCSP: true });
  const mails = await eventually(() => {
    const all = mailsTo(PATIENT);
    return all.length >= 5 && all;
  });
  assert.equal(mails.length, 5, "sent, passed on, accepted, scheduled, completed");
  for (const mail of server.mails().map(whole)) {
    for (const told of ["Canary", "four steps", "urgent", "Foot Clinic\r\nTo"]) assert.ok(!mail.includes(told), told);
  }
  const ids = server.mails().map((mail) => mail.match(/^Message-ID: (.*)$/m)[1]);
  assert.equal(new Set(ids).size, ids.length, "each mail once");
  await page.goto(follow);
  assert.match(await page.textContent("main"), /Birch Foot Clinic/);
  assert.match(await page.textContent("h1"), /Completed/);
  await isSound(page);
  assert.deepEqual(complaints, []);
  await context.close();
  await desk.page.goto(`${site.base}/admin/referrals?stage=closed`);
  assert.match(await desk.page.textContent("main"), /Completed/);
  await desk.page.goto(`${site.base}/admin/referrals/board`);
  await isSound(desk.page);
  assert.deepEqual(desk.complaints, []);
});

test("the rules are changed, tried and compared", options, async () => {
  const { page } = desk;
  await page.goto(`${site.base}/admin/triage-rules`);
  await isSoundEverywhere(page);
  await press(page, "New draft");
  const draft = page.url().split("?")[0];
  await isSoundEverywhere(page);
  await page.goto(`${draft}/rules/inflammatory`);
  await isSoundEverywhere(page);
  await press(page, "Add a test");
  assert.equal(await page.locator('select[name="when.3.test"]').count(), 1);
  await page.locator('select[name="when.3.test"]').selectOption("yes|growing_lump");
  await press(page, "Save rule");
  await page.goto(`${draft}/compare`);
  assert.match(await page.textContent("main"), /growing_lump/);
  await isSoundEverywhere(page);
  await page.goto(`${draft}/try`);
  await page.locator("#chest_or_breathing").selectOption("yes");
  await press(page, "Try these answers");
  assert.match(await page.textContent("main"), /Emergency/);
  for (const part of ["publish", "questions/pain_site", "examples/7", "outcomes", "screens"]) {
    await page.goto(`${draft}/${part}`);
    await isSoundEverywhere(page);
  }
  await page.goto(`${site.base}/admin/suppressed`);
  await isSoundEverywhere(page);
  assert.deepEqual(desk.complaints, []);
});
