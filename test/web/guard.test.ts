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
    ['a form of another site', 'POST', '/put', { origin: 'https://evil.example' }, 403],
    ['a form of a sandboxed frame', 'POST', '/put', { origin: 'null' }, 403],
    ['a post that says not where from', 'POST', '/put', {}, 403],
    ['another port of this machine', 'POST', '/put', { origin: 'http://127.0.0.1:1' }, 403],
  ])('%s: %s %s %j → %i', async (_, method, path, headers, status) => {
    const target = path === '/put' ? `/as/${house.ana.id}/put-away` : path;
    expect((await ask(method, target, headers)).status).toBe(status);
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
