// A reader reports an error; a practice claims its listing, gets a link and confirms it; staff
// look after both, and at the figures. No script runs on the way: every page works without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isSoundEverywhere } from "./axe.mjs";
import { eventually, startBrowser, startSite, watchedPage } from "./site.mjs";

let site, browser, desk, reader, listing, complaints;
before(async () => {
  site = await startSite();
  browser = await startBrowser();
  ({ page: desk, complaints } = await watchedPage(browser, { bypassCSP: true }));
  ({ page: reader } = await watchedPage(browser, { bypassCSP: true }));
  await reader.goto(`${site.base}/find-a-podiatrist?near=83702`);
  listing = await reader.locator(".podiatrist-card h3 a").first().getAttribute("href");
  await desk.goto(`${site.base}/admin`);
  await desk.getByLabel("Email").fill(site.email);
  await desk.getByLabel("Password").fill(site.password);
  await press(desk, "Sign in");
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

async function press(page, name) {
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name, exact: true }).click()]);
}

async function follow(page, name) {
  await Promise.all([page.waitForNavigation(), page.getByRole("link", { name }).first().click()]);
}

async function look(page, name) {
  await isSoundEverywhere(page);
  const folder = process.env.FOOTPATH_SHOTS;
  if (!folder) return;
  await page.emulateMedia({ colorScheme: "light" });
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
  }
}

test("a reader reports an error and staff settle it", async () => {
  await reader.goto(site.base + listing);
  await look(reader, "podiatrist");
  await follow(reader, "Report an error");
  await look(reader, "report");
  await press(reader, "Send to our staff");
  await look(reader, "report-wrong");
  await reader.getByLabel("What is wrong?").selectOption("phone");
  await reader.getByLabel("What is right?").fill("It ends in 0199; I called.");
  await press(reader, "Send to our staff");
  await look(reader, "report-thanks");

  await desk.setViewportSize({ width: 1280, height: 900 });
  await follow(desk, /^Reports/);
  await look(desk, "reports");
  await desk.locator("tbody th a").click();
  await desk.waitForLoadState();
  await look(desk, "report-one");
  await desk.getByLabel("Note").fill("Called them");
  await press(desk, "Resolve");
  await look(desk, "report-resolved");
  assert.match(await desk.textContent("main"), /Called them/);
});

test("a practice claims its listing and confirms it by the link", async () => {
  await reader.goto(site.base + listing);
  await follow(reader, "Is this your listing?");
  await look(reader, "claim");
  await reader.getByLabel("Email address of the practice").fill("desk@clinic.example.org");
  await reader.getByLabel("How may we check that it is yours?").fill("Ask for Ann at the desk.");
  await press(reader, "Send to our staff");
  await look(reader, "claim-thanks");

  await desk.setViewportSize({ width: 1280, height: 900 });
  await follow(desk, /^Claims/);
  await look(desk, "claims");
  await desk.locator("tbody th a").click();
  await desk.waitForLoadState();
  await look(desk, "claim-one");
  await press(desk, "Mail the link to this address");
  await look(desk, "claim-mailed");
  const link = await eventually(() => {
    const plain = site.mails().map((mail) => mail.replace(/=\r?\n/g, ""));
    return plain.map((mail) => mail.match(/\/listing\/[\w-]{43}/)?.[0]).find(Boolean);
  });
  await reader.goto(site.base + link);
  await look(reader, "listing");
  await reader.getByLabel("Website").fill("nowhere");
  await press(reader, "Everything is right");
  await look(reader, "listing-wrong");
  await reader.getByLabel("Website").fill("feet.example.org");
  await reader.getByLabel("Languages beside English").fill("Spanish");
  await press(reader, "Everything is right");
  await look(reader, "listing-thanks");
  // The browser may keep the page that it saw for a minute.
  const fresh = await fetch(site.base + listing);
  assert.match(await fresh.text(), /Checked by us on/);
});

test("the figures are there to be looked at and to be read", async () => {
  await desk.setViewportSize({ width: 1280, height: 900 });
  await follow(desk, "Data quality");
  await look(desk, "quality");
  await desk.locator("summary").click();
  await isSoundEverywhere(desk);
  assert.match(await desk.textContent("main"), /Verified within a year/);
  assert.deepEqual(complaints, []);
});
