import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';

/** How this browser wants the page. `theme` absent: as the system says. */
const settings = z.object({
  theme: z.enum(['light', 'dark']).optional().catch(undefined),
  glass: z.enum(['on', 'off']).optional().catch(undefined),
  tour: z.enum(['on', 'off']).optional().catch(undefined),
});
export type Settings = z.infer<typeof settings>;

const names = ['theme', 'glass', 'tour'] as const;

export function settingsOf(c: Context): Settings {
  return settings.parse(getCookie(c));
}

export function keepSettings(c: Context, given: Record<string, unknown>): void {
  const wanted = settings.parse(given);
  for (const name of names) {
    const value = wanted[name];
    if (value) setCookie(c, name, value, { path: '/', httpOnly: true, sameSite: 'Strict', maxAge: 365 * 86_400 });
  }
}
