import { startClubhouse } from './test/web/clubhouse.ts';
const house = await startClubhouse({});
const s = house.slack.desk.context.world.signal as any; let n = 0; const orig = s.listen.bind(s);
s.listen = (f: any) => { n++; const d = orig(f); return () => { n--; d(); }; };
for (let i = 0; i < 5; i++) { const ac = new AbortController(); const r = await fetch(`${house.url}/as/${house.ana.id}?live=1`, { signal: ac.signal }); const rd = r.body!.getReader(); const x = await rd.read(); console.log(i, n, x.value!.length); ac.abort(); await new Promise(r => setTimeout(r, 50)); }
console.log('left', n);
const t = performance.now(); for (let i = 0; i < 20; i++) await (await fetch(`${house.url}/as/${house.ana.id}`)).text(); console.log('page ms', (performance.now() - t) / 20);
await house.stop(); process.exit(0);
