// One demo site and one browser for a test file.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

export async function startSite() {
  const binary = process.env.FOOTPATH_BIN ?? join(root, "target", "debug", "footpath");
  const dir = mkdtempSync(join(tmpdir(), "footpath-browser-"));
  const child = spawn(binary, ["demo", "--data-dir", join(dir, "data")], {
    cwd: dir,
    env: { PATH: process.env.PATH, FOOTPATH_LISTEN: "127.0.0.1:0", FOOTPATH_LOG: "warn" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const greeting = await firstOutput(child, /Password\s+\S+/);
  const base = greeting.match(/listening on (\S+)/)[1];
  const password = greeting.match(/Password\s+(\S+)/)[1];
  const email = greeting.match(/Email\s+(\S+)/)[1];
  const stop = async () => {
    child.kill("SIGTERM");
    await new Promise((done) => child.once("exit", done));
    rmSync(dir, { recursive: true, force: true });
  };
  return { base, email, password, mails: () => mails(join(dir, "data", "mail")), stop };
}

function firstOutput(child, wanted) {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
      if (wanted.test(text)) resolve(text);
    });
    child.once("exit", (code) => reject(new Error(`footpath ended with ${code}: ${text}`)));
  });
}

// The mails that left, as raw text, oldest first by file name order of arrival.
function mails(folder) {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".eml"))
      .map((name) => readFileSync(join(folder, name), "utf8"));
  } catch {
    return [];
  }
}

export async function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}

// A page that fails its test when a script throws or the CSP blocks something.
export async function watchedPage(browser, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  return { page, context, complaints };
}

// Waits until `look` gives something, for at most ten seconds.
export async function eventually(look) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error("waited ten seconds in vain");
    await new Promise((done) => setTimeout(done, 100));
  }
}
