import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clubhouse, startClubhouse } from './clubhouse.ts';

let house: Clubhouse;
beforeAll(async () => {
  house = await startClubhouse();
});
afterAll(() => house.stop());

/** A request with any headers, which `fetch` would not send. */
function ask(
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: object }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${house.url}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('only this page drives the workspace', () => {
  const own = () => ({ origin: house.url });
  it.each([
    ['a page opened by its address', 'GET', '/', {}, 200],
    ['a name that points here', 'GET', '/', { host: 'evil.example' }, 403],
    ['a page of another site that reads', 'GET', '/', { origin: 'https://evil.example' }, 403],
    [
      'a script of another site',
      'GET',
      '/static/htmx.js',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
      403,
    ],
    [
      'the picture of another port',
      'GET',
      '/home',
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' },
      403,
    ],
    ['a form of another site', 'POST', '/put-away', { origin: 'https://evil.example' }, 403],
    ['a form of a sandboxed frame', 'POST', '/put-away', { origin: 'null' }, 403],
    ['a post that says not where from', 'POST', '/put-away', {}, 403],
    ['another port of this machine', 'POST', '/put-away', { origin: 'http://127.0.0.1:1' }, 403],
  ])('%s: %s %s %j → %i', async (_, method, path, headers, status) => {
    const target = path === '/put-away' || path === '/home' ? `/as/${house.ana.id}${path}` : path;
    expect((await ask(method, target, headers)).status).toBe(status);
  });

  it.each([
    ['a link of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
    ['a frame on a page of another port', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate' }],
  ])('%s comes to the first page: nobody has read anything, and the app is told nothing', async (_, headers) => {
    const heard = house.slack.deliveries.length;
    for (const path of [`/as/${house.ana.id}/home`, `/as/${house.ana.id}`]) {
      expect(await ask('GET', path, headers)).toMatchObject({ status: 302, headers: { location: '/' } });
    }
    expect((await ask('GET', '/', headers)).status).toBe(200);
    expect(house.slack.deliveries).toHaveLength(heard);
  });

  it.each([
    ['by its address', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    ['by a link of its own', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' }],
    ['by something that is no browser', {}],
  ])('opens any page %s', async (_, headers) => {
    expect((await ask('GET', `/as/${house.ana.id}/home`, headers)).status).toBe(200);
  });

  it('takes its own posts', async () => {
    expect((await ask('POST', `/as/${house.ana.id}/put-away`, own())).status).toBe(204);
  });

  it('lets the page load nothing but its own files, and no inline script or style', async () => {
    const { headers } = await ask('GET', '/', {});
    const policy = String((headers as Record<string, unknown>)['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const page = await (await fetch(`${house.url}/as/${house.ana.id}`)).text();
    expect(page).not.toMatch(/ style="|<style|<script>|\son\w+="|https?:\/\/(?!127)/);
  });

  it('shows no conversation and no file to whoever is not in it', async () => {
    const secret = house.slack.channel({ name: 'secret', members: [house.ana], private: true });
    await house.ana.says('not for Marc', { to: secret, files: [{ name: 'a.txt', content: 'hidden' }] });
    const page = await fetch(`${house.url}/as/${house.marc.id}/c/${secret.id}`);
    expect(await page.text()).not.toContain('not for Marc');
    const { files } = house.slack.desk.context.world;
    for (const id of files.keys()) {
      expect((await fetch(`${house.url}/as/${house.marc.id}/file/${id}`)).status).toBe(404);
      expect((await fetch(`${house.url}/as/${house.ana.id}/file/${id}`)).status).toBe(200);
    }
  });
});
