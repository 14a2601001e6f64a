import type { WebClient } from '@slack/web-api';
import type { Settings } from '../config.ts';
import type { UploadedFile } from './forms.ts';

/**
 * Fetches what somebody uploaded, with the bot's token (scope files:read). Null where it is larger than `maxBytes`, by what
 * Slack says and by what comes. Throws where Slack does not hand it out in time.
 */
export async function downloadFile(
  { slack }: Settings,
  file: UploadedFile,
  maxBytes: number,
  withinMs = transferWithinMs,
): Promise<Uint8Array | null> {
  if (file.size > maxBytes) return null;
  const url = new URL(file.url);
  // The token goes to Slack and nobody else.
  const isSlack = url.protocol === 'https:' && /(^|\.)slack\.com$/.test(url.hostname);
  if (!isSlack && url.host !== new URL(slack.apiUrl).host) throw new Error('A file that does not lie with Slack');
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${slack.botToken}` },
    signal: AbortSignal.timeout(withinMs),
  });
  if (!answer.ok) throw new Error(`Slack answered ${answer.status} to a download`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.length > maxBytes ? null : bytes;
}

/** Uploads a file as the app's own, shared with nobody, to be shown in views by its id (scope files:write). */
export async function uploadFile(
  slack: WebClient,
  file: { name: string; title: string; content: Uint8Array },
): Promise<string> {
  const { upload_url: url, file_id: id } = await slack.files.getUploadURLExternal({
    filename: file.name,
    length: file.content.length,
  });
  if (url === undefined || id === undefined) throw new Error('Slack answered without an upload URL');
  const sent = await fetch(url, {
    method: 'POST',
    body: Buffer.from(file.content),
    signal: AbortSignal.timeout(transferWithinMs),
  });
  if (!sent.ok) throw new Error(`Slack answered ${sent.status} to an upload`);
  await slack.files.completeUploadExternal({ files: [{ id, title: file.title }] });
  return id;
}

const transferWithinMs = 10_000;
