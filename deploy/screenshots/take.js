// Takes the pictures of this folder from a Pirogue that runs (./pirogue demo). See README.md beside it.
// node take.js CONSOLE PASSWORD_FILE [FLOW] [WORKSPACE]
const fs = require('fs');
const os = require('os');
const path = require('path');
const puppeteer = require('puppeteer-core');

const [console_, passwordFile, flow = 'hmis-to-nmdr', workspace = 'nmcp'] = process.argv.slice(2);
const queue = `${workspace}.${flow}`;
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

async function signIn(page) {
  await page.goto(`${console_}/hawtio`, { waitUntil: 'networkidle2' });
  await page.type('input[name=username]', 'admin');
  await page.type('input[name=password]', fs.readFileSync(passwordFile, 'utf8').trim());
  await Promise.all([page.waitForNavigation({ waitUntil: 'networkidle2' }), page.click('button[type=submit]')]);
}

async function open(page, plugin, search) {
  await page.goto(`${console_}/hawtio/${plugin}`, { waitUntil: 'networkidle2' });
  await page.waitForSelector('input[type=search]');
  await page.type('input[type=search]', search);
  await click(page, 'Expand all');
}

/** Clicks the last, that is the innermost, visible element that says exactly this. */
async function click(page, text) {
  await page.waitForFunction(wanted => {
    const found = [...document.querySelectorAll('button, a, span, [class*=node-text]')]
      .filter(each => each.offsetParent && each.textContent.trim() === wanted);
    if (found.length) found[found.length - 1].click();
    return found.length > 0;
  }, { timeout: 20000 }, text);
}

/** Clicks the leaf of the tree under these folders. */
async function leaf(page, folders, name) {
  await page.waitForFunction((above, wanted) => {
    const says = item => item.querySelector('[class*=node-text]')?.textContent;
    const found = [...document.querySelectorAll('[role=treeitem]')].find(item => {
      const path = [];
      for (let up = item.parentElement; up; up = up.parentElement) {
        if (up.getAttribute('role') === 'treeitem') path.unshift(says(up));
      }
      return says(item) === wanted && path.join('/') === above;
    });
    found?.querySelector('button').click();
    return Boolean(found);
  }, { timeout: 20000 }, folders, name);
}

async function keep(page, name, expected) {
  await page.waitForFunction(words => words.every(word => document.body.innerText.includes(word)), { timeout: 20000 }, expected);
  for (const toast of await page.$$('[class*=alert__action] button')) await toast.click();
  await new Promise(drawn => setTimeout(drawn, 2500));
  for (const toast of await page.$$('[class*=alert__action] button')) await toast.click();
  await page.screenshot({ path: path.join(__dirname, `${name}.png`) });
}

(async () => {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'pictures-'));
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium', userDataDir: profile, args: flags });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 820 });
    await signIn(page);
    for (const part of ['collect', 'deliver']) {
      await open(page, 'camel', flow);
      await click(page, `${flow}.${part}`);
      await click(page, 'Route Diagram');
      await keep(page, `route-${part}`, [`${flow}.${part}`, part === 'collect' ? 'To kamelet:change' : 'From jms']);
    }
    await open(page, 'camel', '.');
    await click(page, 'routes');
    await click(page, 'Routes');
    await keep(page, 'routes', [`${flow}.collect`, `${flow}.deliver`, 'Started']);
    await page.setViewport({ width: 1280, height: 1750 }); // down to the counts of messages
    await open(page, 'jmx', queue);
    await leaf(page, `org.apache.activemq.artemis/pirogue/addresses/${queue}/queues/anycast`, queue);
    await keep(page, 'queue', [queue, 'MessagesAdded']);
  } finally {
    await browser.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
})().catch(failure => { console.error(failure.message); process.exit(1); });
