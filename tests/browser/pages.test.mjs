// Every public page: fits its window, passes axe in both colour schemes, runs clean, loads light.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isSound } from "./axe.mjs";
import { startBrowser, startSite, watchedPage } from "./site.mjs";

const FIRST_LOAD_BYTES = 60 * 1024;
const PATHS = [
  "/",
  "/articles",
  "/articles/heel-pain-when-walking-after-running",
  "/topics/heel-pain",
  "/faqs",
  "/products",
  "/products?kind=insole",
  "/find-a-podiatrist",
  "/find-a-podiatrist?near=83702",
  "/find-a-podiatrist?near=Bosie%2C+ID",
  "/search?q=plantar",
  "/assessment",
  "/assessment/receipt",
  "/privacy",
  "/consumer-health-data",
  "/api/docs",
  "/admin/sign-in",
  "/no-such-page",
];

let site, browser;
before(async () => {
  site = await startSite();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const path of PATHS) {
  for (const [width, colorScheme] of [[1280, "light"], [390, "dark"], [390, "light"], [1280, "dark"]]) {
    test(`${path} at ${width} pixels, ${colorScheme}`, async () => {
      const { page, context, complaints } = await watchedPage(browser, {
        viewport: { width, height: 900 },
        colorScheme,
        reducedMotion: "reduce",
        // axe is put into the page from outside, which the page's own policy would refuse.
        bypassCSP: true,
      });
      const response = await page.goto(site.base + path);
      assert.ok(response.status() < 500, `${response.status()}`);
      await isSound(page);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
}

test("a first load stays light and asks nobody else", async () => {
  for (const path of ["/", "/articles/heel-pain-when-walking-after-running", "/find-a-podiatrist?near=83702", "/assessment"]) {
    const { page, context } = await watchedPage(browser, { viewport: { width: 1280, height: 900 } });
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    let bytes = 0;
    session.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
    page.on("request", (request) => assert.ok(request.url().startsWith(site.base), request.url()));
    await page.goto(site.base + path, { waitUntil: "networkidle" });
    assert.ok(bytes > 0 && bytes <= FIRST_LOAD_BYTES, `${path}: ${bytes} bytes`);
    await context.close();
  }
});

test("the policy is enforced without a word from the pages", async () => {
  const { page, context, complaints } = await watchedPage(browser, {});
  for (const path of PATHS) {
    await page.goto(site.base + path);
  }
  assert.deepEqual(complaints, []);
  await context.close();
});
