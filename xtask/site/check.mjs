// Opens pages of a generated register in a real browser and runs axe-core over each, in light and in dark. Every sort of page
// is looked at; the folder is served on loopback, because pages forbid scripts in their policy, and axe comes in by the
// browser's own door. Exit 1: a finding of serious or critical impact, an error on a page, or a page wider than it should be.
import { createServer } from "node:http";
import { readFile, mkdtemp, rm, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, normalize, extname } from "node:path";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [register, browserPath, shots] = process.argv.slice(2);
if (!register || !browserPath) {
  console.error("usage: node check.mjs REGISTER BROWSER [FOLDER-FOR-PICTURES]");
  process.exit(2);
}

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8" };
const server = createServer(async (request, response) => {
  try {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname)).replace(/^\/+/, "");
    if (path.startsWith("..")) throw new Error("outside");
    const body = await readFile(join(register, path || "index.html"));
    response.writeHead(200, { "content-type": types[extname(path)] ?? "text/html; charset=utf-8" });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const root = `http://127.0.0.1:${server.address().port}/`;

// Every page at the root, and of each folder the smallest code, the largest, and named ones that hold much.
const wanted = (await readdir(register)).filter((name) => name.endsWith(".html"));
for (const [folder, named] of Object.entries({
  state: ["FIN", "CHE", "RUS", "NRU", "ABW", "EUE"], instrument: ["UN-ICSFT-1999", "EU-EAW-2002", "COE-ETS024"],
  offence: ["terrorist-act", "extremism"], kind: ["mla", "content-removal"], pair: ["FIN-KEN", "EST-FIN", "NRU-SOM"],
  matrix: ["universal", "europe", "regions"],
})) {
  const all = (await readdir(join(register, folder))).filter((name) => name.endsWith(".html")).sort();
  const some = new Set([all.at(0), all.at(-1), ...named.map((name) => `${name}.html`).filter((name) => all.includes(name))]);
  for (const name of some) if (name) wanted.push(`${folder}/${name}`);
}

const profile = await mkdtemp(join(tmpdir(), "register-check-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: browserPath,
  headless: true,
  bypassCSP: true,
  viewport: { width: 1280, height: 900 },
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
let failed = 0, looked = 0;
const minor = new Map();
try {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(root) && !request.url().startsWith("data:")) troubles.push(`asks elsewhere: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const path of wanted) {
      troubles.length = 0;
      await page.goto(root + path, { waitUntil: "load" });
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        globalThis.axe.run(document, {
          resultTypes: ["violations"],
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        }));
      looked += 1;
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) troubles.push(`${wide} pixels wider than the window`);
      for (const { id, impact, help, nodes } of violations) {
        const line = `${id} (${impact}): ${help}; ${nodes.length} places, the first ${nodes[0].html.slice(0, 160)}`;
        if (impact === "serious" || impact === "critical") troubles.push(line);
        else minor.set(`${id} (${impact}): ${help}`, path);
      }
      for (const trouble of troubles) console.log(`${path} [${colorScheme}]: ${trouble}`);
      failed += troubles.length;
      if (shots) await page.screenshot({ path: join(shots, `${path.replaceAll("/", "-")}-${colorScheme}.png`) });
    }
  }
  // A narrow window: nothing but marked regions may scroll sideways.
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of wanted) {
    await page.goto(root + path, { waitUntil: "load" });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) { console.log(`${path} at 360 pixels: ${wide} pixels wider than the window`); failed += 1; }
  }
} finally {
  await context.close();
  server.close();
  await rm(profile, { recursive: true, force: true });
}
for (const [finding, path] of minor) console.log(`note: ${finding}, such as ${path}`);
console.log(`${looked} pages looked at (light and dark), ${failed} findings`);
process.exit(failed === 0 ? 0 : 1);
