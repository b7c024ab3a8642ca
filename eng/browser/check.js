// Opens pages in Chromium and prints what happened as JSON: node check.js CHROMIUM FOLDER
// FOLDER holds the pages (*.html); with a third argument, screenshots and prints are kept there.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [executablePath, folder, keep] = process.argv.slice(2);
// More than a person looks through whole.
const many = 400, tooMany = 1000;
const wide = { width: 1280, height: 900 };

async function open(browser, file, options = {}) {
  const found = { faults: [], requests: [] };
  const context = await browser.newContext({ viewport: wide, ...options });
  const page = await context.newPage();
  const url = pathToFileURL(path.join(folder, file)).href;
  page.on("console", message => found.faults.push(`console: ${message.text()}`));
  page.on("pageerror", error => found.faults.push(`error: ${error.message}`));
  page.on("dialog", dialog => { found.faults.push(`dialog: ${dialog.message()}`); return dialog.dismiss(); });
  page.on("request", request => { if (request.url() !== url) found.requests.push(request.url()); });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", event => window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
  });
  const start = performance.now();
  await page.goto(url, { waitUntil: "load", timeout: 120_000 });
  if (options.javaScriptEnabled !== false) {
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  found.openedInMilliseconds = Math.round(performance.now() - start);
  return { page, context, found };
}

// Rules that need every element drawn are judged on pages of a size that a reader looks through.
async function accessibility(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return result.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}

// A screenshot and a judgement need what is closed or out of sight drawn too. A style sheet made by script is not the page's own, so its policy allows it.
const drawEverything = page => page.evaluate(() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".check, .group { content-visibility: visible !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
});

async function look(browser, file, colorScheme, viewport) {
  const { page, context, found } = await open(browser, file, { colorScheme, viewport });
  await drawEverything(page);
  found.violations = await accessibility(page);
  found.overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (keep) await page.screenshot({ path: path.join(keep, `${file}.${colorScheme}.${viewport.width}.png`), fullPage: true });
  found.faults.push(...await page.evaluate(() => window.violations));
  await context.close();
  return found;
}

const visibleChecks = () => [...document.querySelectorAll("[data-state]")].filter(check => !check.hidden).length;

async function search(page, text) {
  await page.fill("#find", text);
  await page.waitForTimeout(300);
  return { text, visible: await page.evaluate(visibleChecks), status: await page.textContent("#shown") };
}

// Leaves one choice of the filter checked at a time, with the keyboard.
async function states(page) {
  const counts = {};
  const choices = await page.locator("#filter input[type=checkbox]").evaluateAll(boxes => boxes.map(box => box.value));
  for (const choice of choices) {
    for (const other of choices) {
      const box = page.locator(`#filter input[value=${other}]`);
      if (await box.isChecked() !== (other === choice)) await box.press("Space");
    }
    counts[choice] = await page.evaluate(visibleChecks);
  }
  for (const choice of choices) await page.locator(`#filter input[value=${choice}]`).check();
  return counts;
}

// Walks the page with the Tab key: what is reached, what it misses, what shows no focus.
async function keyboard(page) {
  const expected = await page.evaluate(() => {
    const all = [...document.querySelectorAll("summary, input, a[href], button")].filter(element => element.checkVisibility());
    all.forEach((element, index) => element.dataset.stop = index);
    return all.length;
  });
  const reached = new Set();
  const unseen = [];
  for (let presses = 0; presses <= expected; presses++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      return { stop: element.dataset.stop, outline: getComputedStyle(element).outlineStyle, tag: element.tagName };
    });
    if (at.stop === undefined) continue;
    reached.add(at.stop);
    if (at.outline === "none") unseen.push(at.tag);
  }
  const summary = page.locator("summary").first();
  let toggles = null;
  if (await summary.count() > 0) {
    const before = await summary.evaluate(element => element.parentElement.open);
    await summary.press("Enter");
    toggles = await summary.evaluate(element => element.parentElement.open) !== before;
  }
  return { expected, reached: reached.size, unseen, toggles };
}

async function print(page, file) {
  await page.emulateMedia({ media: "print" });
  const drawn = await page.evaluate(() => [...document.querySelectorAll(".check .message")].filter(element =>
    element.checkVisibility({ contentVisibilityAuto: false }) && element.getBoundingClientRect().height > 0).length);
  const pdf = await page.pdf({ format: "A4", ...(keep ? { path: path.join(keep, `${file}.pdf`) } : {}) });
  return { bytes: pdf.length, header: pdf.subarray(0, 5).toString("latin1"), drawn };
}

async function use(browser, file) {
  const words = JSON.parse(fs.readFileSync(path.join(folder, file.replace(/html$/, "json")), "utf8"));
  const { page, context, found } = await open(browser, file);
  found.elements = await page.evaluate(() => document.querySelectorAll("*").length);
  found.checks = await page.evaluate(() => document.querySelectorAll("[data-state]").length);
  found.scripts = await page.evaluate(() => document.querySelectorAll("script").length);
  found.handlers = await page.evaluate(() => [...document.querySelectorAll("*")].filter(element =>
    [...element.attributes].some(attribute => /^on|^style$|^href$|^src/.test(attribute.name))).length);
  found.markers = await page.evaluate(() => Object.keys(window).filter(name => name.startsWith("injected")));
  found.text = await page.evaluate(() => document.body.textContent.includes("\u202E"));
  found.keyboard = found.checks > many ? null : await keyboard(page);
  if (found.checks > 0) {
    found.states = await states(page);
    found.searches = [];
    for (const word of words) found.searches.push(await search(page, word));
    await search(page, "");
  }

  found.print = found.checks > tooMany ? null : await print(page, file);
  found.faults.push(...await page.evaluate(() => window.violations));
  await context.close();
  return found;
}

async function withoutScript(browser, file) {
  const { page, context, found } = await open(browser, file, { javaScriptEnabled: false });
  found.filterShown = await page.locator("#filter").isVisible();
  await context.close();
  return found;
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  const report = {};
  for (const file of fs.readdirSync(folder).filter(name => name.endsWith(".html"))) {
    const used = await use(browser, file);
    const small = used.checks < 300;
    report[file] = {
      used,
      withoutScript: await withoutScript(browser, file),
      looks: small
        ? [await look(browser, file, "light", wide), await look(browser, file, "dark", wide), await look(browser, file, "light", { width: 360, height: 740 })]
        : [],
    };
  }
  await browser.close();
  if (keep) fs.writeFileSync(path.join(keep, "report.txt"), JSON.stringify(report, null, 1));
  console.log(JSON.stringify(report));
})().catch(error => { console.error(error); process.exit(1); });
