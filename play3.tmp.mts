import { startClubhouse } from './test/web/clubhouse.ts';
import { startBrowser } from './test/web/browser.ts';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let t = Date.parse('2026-11-24T09:32:00Z');
const clock = { now: () => new Date(t) };
const steps = [{ title: 'Join a club', text: 'Be Ana, type /join and choose Chess.', as: () => house.ana.id, done: () => house.submitted.length > 0 }, { title: 'See it as Marc', text: 'Open the conversation with Ana and read what came.', as: () => house.marc.id, done: () => false }];
const house = await startClubhouse({ clock: { to: async (i) => { t = i.getTime(); await house.slack.tick(); }, nextDue: async () => undefined }, faults: true, reset: async () => {}, tour: { steps } }, clock);
const b = await startBrowser();
const check = async (p: any, name: string) => {
  await p.evaluate(axe + ';0').catch((e: Error) => console.log('axe inject', e.message));
  const r = await p.evaluate(() => (window as any).axe.run(document, { runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] }));
  for (const v of r.violations) console.log(name, v.id, v.impact, v.nodes.length, v.nodes[0].html.slice(0, 160), v.nodes[0].failureSummary.slice(0, 200).replace(/\n/g, ' '));
};
for (const [scheme, width] of [['light', 1400], ['dark', 1280], ['light', 375], ['dark', 375]] as const) {
  const ctx = await b.newContext({ viewport: { width, height: width === 375 ? 740 : 800 }, colorScheme: scheme });
  const p = await ctx.newPage();
  const shot = async (n: string) => { await p.screenshot({ path: `/tmp/t-${scheme}-${width}-${n}.png` }); await check(p, `${scheme} ${width} ${n}`); };
  p.on('console', (m) => console.log('console', m.type(), m.text()));
  p.on('pageerror', (e) => console.log('pageerror', e.message));
  await p.goto(house.url); await shot('choose');
  await p.goto(`${house.url}/as/${house.ana.id}`); await p.waitForTimeout(500); await shot('root');
  await house.slack.desk.context.world; const { openConversation } = await import('./sandbox/world/conversations.ts'); openConversation(house.slack.desk.context.world, [house.ana.id, house.marc.id, house.slack.app.userId]); const dm = house.ana.conversation(house.marc);
  if (dm.messages().length === 0) {
    const m = await house.ana.command('/join', 'choir'); const modal = await m.modal(); await modal.fill({ name: 'Ana' }).submit();
    await house.slack.quiet();
    const said = await house.ana.says('Hello *Marc*, what about `e4`?\n> I like it\nhttps://example.org', { to: dm });
    await house.marc.says('Bonjour :wave: ```const a = 1;\nlet b```', { to: dm, thread: said });
    await house.ana.click('Wave back');
    await house.slack.quiet();
  }
  await p.goto(`${house.url}/as/${house.ana.id}/c/${dm.id}`); await p.waitForTimeout(500); await shot('conv');
  const root = dm.messages().find((m) => m.text.includes('Hello'))!;
  await p.goto(`${house.url}/as/${house.ana.id}/c/${dm.id}?thread=${root.ts}`); await p.waitForTimeout(500); await shot('thread');
  await p.goto(`${house.url}/as/${house.ana.id}/home`); await p.waitForTimeout(700); await shot('home');
  await p.goto(`${house.url}/as/${house.marc.id}`);await p.waitForTimeout(500);
  if (width === 375) await p.goto(`${house.url}/as/${house.marc.id}/c/${house.marc.dm && dm.id}`);
  await p.click('.composer summary'); await p.waitForTimeout(100); await shot('menu');
  await p.click('.composer .menu-list button'); await p.waitForSelector('#dialogue[open]'); await p.waitForTimeout(200); await shot('modal');
  await p.evaluate(() => document.querySelector('.modal-body')!.scrollTo(0, 10000)); await p.click('.many summary'); await shot('modal2');
  await p.keyboard.press('Escape'); await p.waitForTimeout(100); await p.keyboard.press('Escape'); await p.waitForTimeout(400);
  console.log('closed', await p.evaluate(() => [document.getElementById('dialogue')?.open, document.activeElement?.outerHTML.slice(0, 100)]));
  await p.click('form:has(input[name=glass]) button'); await p.waitForTimeout(500);
  await p.fill('.composer textarea', '/whisper hi'); await p.keyboard.press('Enter'); await p.waitForTimeout(600);
  await p.click('.wire summary'); await shot('glass');
  await p.fill('.composer textarea', '/nothing'); await p.keyboard.press('Enter'); await p.waitForTimeout(300); await shot('toast');
  await ctx.close();
}
await b.close(); await house.stop(); process.exit(0);
