// One demo site and one browser for a test file.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

// With samples, and an administrator.
export async function startSite() {
  const { greeting, ...site } = await start(["demo"], /Password\s+\S+/);
  const password = greeting.match(/Password\s+(\S+)/)[1];
  const email = greeting.match(/Email\s+(\S+)/)[1];
  return { ...site, email, password };
}

// With nothing in it, and a code to set it up; `settings` are of its environment.
export async function startEmptySite(settings = {}) {
  const { greeting, ...site } = await start(["serve"], /Code\s+\S+/, settings);
  return { ...site, code: greeting.match(/Code\s+(\S+)/)[1] };
}

// A real mail server that keeps what it gets; null where Python has no aiosmtpd.
export async function startMailServer() {
  const folder = mkdtempSync(join(tmpdir(), "footpath-mails-"));
  const script = join(root, "tests", "it", "referral", "mail_server.py");
  const child = spawn("python3", [script, folder, "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await firstOutput(child, /\d+/).catch(() => null);
  if (!port) return null;
  const stop = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `smtp://127.0.0.1:${port.trim()}?tls=none`, mails: () => mails(folder), stop };
}

async function start(command, wanted, settings = {}) {
  const binary = process.env.FOOTPATH_BIN ?? join(root, "target", "debug", "footpath");
  const dir = mkdtempSync(join(tmpdir(), "footpath-browser-"));
  const data = join(dir, "data");
  if (command[0] === "demo") command = [...command, "--data-dir", data];
  const child = spawn(binary, command, {
    cwd: dir,
    env: { PATH: process.env.PATH, FOOTPATH_LISTEN: "127.0.0.1:0", FOOTPATH_LOG: "warn", FOOTPATH_DATA_DIR: data, ...database(), ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const greeting = await firstOutput(child, wanted);
  const base = greeting.match(/listening on (\S+)/)[1];
  const stop = async () => {
    child.kill("SIGTERM");
    await new Promise((done) => child.once("exit", done));
    rmSync(dir, { recursive: true, force: true });
  };
  return { greeting, base, mails: () => mails(join(data, "mail")), stop };
}

// SQLite in the data folder, or an empty database that FOOTPATH_BROWSER_DATABASE_URL names.
function database() {
  const url = process.env.FOOTPATH_BROWSER_DATABASE_URL;
  return url ? { FOOTPATH_DATABASE_URL: url, FOOTPATH_SECRET_KEY: randomBytes(32).toString("base64") } : {};
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
