import http from 'node:http';
import https from 'node:https';
import type { FetchFunction } from '@slack/web-api';

/** Idle connections are closed before the other side may do so: what is sent on one that ends meanwhile is lost. */
const connections = { keepAlive: true, timeout: 4_000 };

/**
 * What the Web API's client sends its calls with: over connections that are kept, given up on after `withinMs`. Not by `fetch`, which
 * takes longer for one call than we take for the modal in it.
 */
export function postWithin(withinMs: number): FetchFunction {
  const ways = {
    'http:': { request: http.request, agent: new http.Agent(connections) },
    'https:': { request: https.request, agent: new https.Agent(connections) },
  };
  return async (address, { method = 'POST', headers = {}, body } = {}) => {
    if (typeof body === 'object') throw new TypeError('files go another way (files.ts)');
    const url = new URL(address);
    const { request, agent } = ways[url.protocol === 'http:' ? 'http:' : 'https:'];
    const { response, text } = await new Promise<Answer>((resolve, reject) => {
      const sent = request(url, { method, headers, agent });
      const limit = setTimeout(() => sent.destroy(new Error(`no answer within ${withinMs} ms`)), withinMs);
      sent.once('close', () => clearTimeout(limit));
      sent.once('error', reject);
      sent.once('response', (response) => {
        response.once('error', reject);
        response.setEncoding('utf8');
        let text = '';
        response.on('data', (part: string) => {
          text += part;
        });
        response.once('end', () => resolve({ response, text }));
      });
      sent.end(body);
    });
    const { statusCode: status = 500, statusMessage: statusText = '' } = response;
    // A proxy's page, say: the client would take it for Slack's no.
    if (status === 200 && !text.startsWith('{')) throw new Error('this is no answer of Slack');
    const told = Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]);
    return new Response(text === '' ? null : text, { status, statusText, headers: told });
  };
}

interface Answer {
  readonly response: http.IncomingMessage;
  readonly text: string;
}
