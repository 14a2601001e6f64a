import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';

/**
 * The least of a Slack: says ok to every call at once, so that what is measured is the app. `onOpen` hears of each modal's
 * trigger. Run by itself it is a process of its own and prints its address.
 */
export async function startSlack(onOpen: (triggerId: string) => void = () => {}) {
  let serial = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      serial += 1;
      const method = request.url?.split('/').at(-1) ?? '';
      if (method === 'views.open') {
        const body = Buffer.concat(chunks).toString();
        const form = request.headers['content-type']?.includes('json')
          ? JSON.parse(body)
          : Object.fromEntries(new URLSearchParams(body));
        onOpen(String(form.trigger_id));
      }
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          ok: true,
          ...answers[method],
          ...(method.startsWith('chat.') ? { channel: 'D1', ts: `${serial}.0001` } : {}),
        }),
      );
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const answers: Record<string, object> = {
  'auth.test': { user_id: 'UBOT', bot_id: 'BBOT', team_id: 'T1', team: 'Bench', user: 'mentorat' },
  'views.open': { view: { id: 'V1', hash: '1.1' } },
  'conversations.open': { channel: { id: 'D1' } },
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const slack = await startSlack();
  process.stdout.write(`${slack.apiUrl}\n`);
}
