import { request } from 'node:http';
import { Server } from 'node:net';
import { expect, it, vi } from 'vitest';
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
    expect(await statusOf(`${house.url}${path}`, 'evil.example')).toBe(403);
  }
  expect(await statusOf(`${house.url}/`, new URL(house.url).host)).toBe(200);
  await house.stop();
});

function statusOf(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
