// From a sore foot to a clinic's yes, with the keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, startBrowser, startSite, watchedPage } from "./site.mjs";

let site, browser;
before(async () => {
  site = await startSite();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

// Presses Tab until the focus is on what `selector` finds.
async function tabTo(page, selector) {
  for (let presses = 0; presses < 120; presses++) {
    const there = await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    if (there) {
      const visible = await page.evaluate(() => document.activeElement.matches(":focus-visible"));
      assert.ok(visible, `${selector} has the focus and does not show it`);
      return;
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never reaches ${selector} on ${page.url()}`);
}

async function press(page, selector, key = "Enter") {
  await tabTo(page, selector);
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
}

// The first choice of a group is a Yes, the next one a No.
async function answer(page, name, value) {
  await choose(page, name);
  if (value === "no") await page.keyboard.press("ArrowRight");
  assert.ok(await page.isChecked(`[name="${name}"][value="${value}"]`), `${name} is not ${value}`);
}

// Takes the first choice, or ticks the only one.
async function choose(page, name) {
  await tabTo(page, `[name="${name}"]`);
  await page.keyboard.press("Space");
}

// Says No to every question of the screen, but for what `others` say.
async function answerAll(page, others = {}) {
  const groups = await page.$$eval("fieldset.tri", (all) => all.map((one) => one.id));
  assert.ok(groups.length > 5);
  for (const name of groups) await answer(page, name, others[name] ?? "no");
}

async function write(page, selector, text) {
  await tabTo(page, selector);
  await page.keyboard.type(text);
}

// The text part of a mail, whole lines again.
function text(mail) {
  const body = mail.slice(mail.indexOf("text/plain"));
  return body.replace(/=\r?\n/g, "").replace(/=3D/g, "=");
}

function link(mail, path) {
  return text(mail).match(new RegExp(`http://\\S+${path}[A-Za-z0-9_-]+`))[0];
}

test("a reader with a red flag is referred, and the clinic accepts", async () => {
  const reader = await watchedPage(browser, { viewport: { width: 390, height: 844 } });
  const page = reader.page;
  await page.goto(`${site.base}/articles/heel-pain-when-walking-after-running`);
  await press(page, 'main a.button[href="/assessment"]');

  await answerAll(page, { cannot_bear_weight: "yes" });
  await press(page, 'button[value="next"]');
  await choose(page, "pain_site");
  await answerAll(page);
  await press(page, 'button[value="next"]');
  await write(page, "#age", "41");
  await write(page, "#severity", "6");
  await write(page, "#duration_days", "9");
  await choose(page, "trend");
  await answerAll(page);
  await write(page, "#postal_code", "83702");
  await press(page, 'button[value="next"]');

  assert.match(await page.textContent("main"), /Why/);
  assert.equal(await page.locator(".podiatrist-cards > li").count() > 0, true);
  assert.deepEqual(site.mails(), []);
  // The nearest clinic is chosen already; the next one is an arrow key away.
  await tabTo(page, 'input[name="clinic_id"]');
  await page.keyboard.press("ArrowDown");
  const clinicName = (await page.textContent('input[name="clinic_id"]:checked + label')).split(",")[0];
  await write(page, 'input[name="contact.name"]', "Pat Canary");
  await write(page, 'input[name="contact.email"]', "pat@example.net");
  for (const consent of await page.$$eval('.share input[type="checkbox"]', (all) => all.map((one) => one.name))) {
    if (!consent.includes("guardian")) await choose(page, consent);
  }
  await press(page, ".share button");
  assert.ok((await page.textContent("main")).includes(`It goes to ${clinicName}`));

  const clinicMail = await eventually(() => site.mails().find((mail) => text(mail).includes("/r/")));
  for (const told of ["Pat", "Canary", "pat@example.net", "four steps", "heel", "urgent"]) {
    assert.ok(!clinicMail.includes(told), `${told} stands in the clinic's mail`);
  }
  const patientMail = await eventually(() => site.mails().find((mail) => text(mail).includes("/p/")));
  assert.match(patientMail, /^To: .*pat@example\.net/m);

  const clinic = await watchedPage(browser, { viewport: { width: 1280, height: 900 } });
  await clinic.page.goto(link(clinicMail, "/r/"));
  assert.ok(!(await clinic.page.content()).includes("Canary"), "shown before it was opened");
  await press(clinic.page, "main button");
  assert.match(await clinic.page.textContent("main"), /Pat Canary/);
  await press(clinic.page, '.referral-actions form button.large');
  assert.match(await clinic.page.textContent("main"), /[Aa]ccepted/);

  await eventually(() => site.mails().filter((mail) => mail.includes("pat@example.net")).length === 2);
  await page.goto(link(patientMail, "/p/"));
  assert.match(await page.textContent("h1"), /[Aa]ccepted/);
  assert.deepEqual([...reader.complaints, ...clinic.complaints], []);
  await reader.context.close();
  await clinic.context.close();
});

test("an emergency answer is told at once", async () => {
  const { page, context, complaints } = await watchedPage(browser, { viewport: { width: 390, height: 844 } });
  await page.goto(`${site.base}/assessment`);
  await answer(page, "chest_or_breathing", "yes");
  await press(page, 'button[value="next"]');
  assert.match(await page.textContent("h1"), /911/);
  assert.equal(await page.locator('a[href="tel:911"]').first().isVisible(), true);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("an editor signs in, sees the articles and signs out", async () => {
  const { page, context, complaints } = await watchedPage(browser, { viewport: { width: 1280, height: 900 } });
  await page.goto(`${site.base}/admin`);
  await write(page, 'input[name="email"]', site.email);
  await write(page, 'input[name="password"]', "wrong for sure");
  await press(page, 'input[name="password"]');
  await write(page, 'input[name="email"]', site.email);
  await write(page, 'input[name="password"]', site.password);
  await press(page, 'input[name="password"]');
  assert.match(await page.textContent("main"), /Heel pain when walking after running/);
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Sign out" }).press("Enter")]);
  await page.goto(`${site.base}/admin/articles`);
  assert.match(page.url(), /sign-in/);
  assert.deepEqual(complaints, []);
  await context.close();
});
