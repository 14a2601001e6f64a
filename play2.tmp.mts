import { startClubhouse } from './test/web/clubhouse.ts';
import { startBrowser } from './test/web/browser.ts';
const house = await startClubhouse({});
const b = await startBrowser();
const p = await (await b.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
p.on('console', (m) => console.log('console', m.type(), m.text()));
p.on('pageerror', (e) => console.log('pageerror', e.message, e.stack));
for (let i = 0; i < 25; i++) {
  const log: string[] = [];
  const on = (r: any) => log.push('> ' + r.method() + ' ' + r.url().replace(house.url, ''));
  const fail = (r: any) => log.push('x ' + r.url().replace(house.url, '') + r.failure()?.errorText);
  const fin = (r: any) => log.push('< ' + r.url().replace(house.url, '') + r.status());
  p.on('request', on); p.on('requestfailed', fail); p.on('response', fin);
  const s = Date.now();
  await p.goto(`${house.url}/as/${i % 2 ? house.ana.id : house.marc.id}`);
  await p.waitForTimeout(i * 60);
  await p.click('.composer summary');
  await p.click('.composer .menu-list button');
  const ok = await p.waitForSelector('#dialogue[open]', { timeout: 4000 }).then(() => true, () => false);
  console.log(i, ok, Date.now() - s);
  if (!ok) { console.log(log, house.slack.calls.slice(-2).map(c => [c.method, JSON.stringify(c.answer)?.slice(0, 150), c.milliseconds]), house.slack.deliveries.slice(-1).map(d => [d.outcome, d.milliseconds]), await p.evaluate(() => document.getElementById('modal')?.outerHTML.slice(0, 300)), house.slack.desk.context.world.modals); }
  else { await p.keyboard.press('Escape'); await p.waitForSelector('#dialogue', { state: 'detached', timeout: 3000 }).catch(() => console.log('not closed')); }
  p.off('request', on); p.off('requestfailed', fail); p.off('response', fin);
}
await b.close(); await house.stop(); process.exit(0);
