import { createHash } from 'node:crypto';

/** A few characters by which a text is known again, where the text itself has no room. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 10);
}
