import { request } from 'node:http';
import { Server } from 'node:net';
import { expect, it, vi } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { openPort } from '../../sandbox/port.ts';
import { startClubhouse } from './clubhouse.ts';

it('takes the next free port when the wanted one is taken', async () => {
  const [one, other] = [await openPort(), await openPort()];
  const next = await openPort(Number(new URL(one.url).port));
  expect(Number(new URL(next.url).port)).toBeGreaterThan(Number(new URL(one.url).port));
  for (const each of [one, other, next]) await each.close();
});

it('serves Slack and its face at one port of the loopback address, to nobody who comes by another name', async () => {
  const listens = vi.spyOn(Server.prototype, 'listen');
  const house = await startClubhouse();
  // The other one is the app's, which takes its events over HTTP.
  expect(listens).toHaveBeenCalledTimes(2);
  listens.mockRestore();
  expect(house.slack.apiUrl).toBe(`${house.url}/api/`);
  for (const path of ['/', '/api/auth.test']) {
    expect(await statusOf(`${house.url}${path}`, { host: 'evil.example' })).toBe(403);
  }
  expect(await statusOf(`${house.url}/`, { host: new URL(house.url).host })).toBe(200);
  await house.stop();
});

it('takes no call from a page of another site: none is recorded, limited or met by a fault; programs are answered', async () => {
  const slack = await startSandbox({ clock: { now: () => new Date() }, manifest: {} });
  const { origin } = new URL(slack.apiUrl);
  slack.fault({ kind: 'error-500', times: 1 });
  const form = { origin: 'https://evil.example', 'content-type': 'text/plain' };
  for (const path of ['/api/auth.test', '/response/T1/R1', '/upload/v1/F1']) {
    expect([path, await statusOf(`${origin}${path}`, form, 'POST')]).toEqual([path, 403]);
  }
  const picture = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
  expect(await statusOf(`${origin}/api/auth.test`, picture)).toBe(403);
  const link = { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' };
  expect(await statusOf(`${origin}/api/auth.test`, link)).toBe(302);
  expect([slack.calls, slack.refusals]).toEqual([[], []]);
  expect(await statusOf(`${origin}/api/auth.test`, {}, 'POST')).toBe(500);
  expect(await statusOf(`${origin}/api/auth.test`, { origin }, 'POST')).toBe(200);
  await slack.stop();
});

function statusOf(url: string, headers: Record<string, string>, method = 'GET'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
