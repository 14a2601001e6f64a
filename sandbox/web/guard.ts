import type { MiddlewareHandler } from 'hono';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What a browser says of its own pages and of an address that somebody entered; what is no browser says nothing. */
const ours = [undefined, 'same-origin', 'none'];

/** Only pages of this very server may use it, not another site in the same browser. */
export const guard: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? '';
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (origin !== undefined && origin !== `http://${host}`) return c.text('Another site may not use this one.', 403);
  if (!reads && origin === undefined && site !== 'same-origin') return c.text('This needs the page itself.', 403);
  if (reads && !ours.includes(site)) {
    if (c.req.header('sec-fetch-mode') !== 'navigate') return c.text('Another site may not read this one.', 403);
    // To open a page is to have read it, and the app is told: a link or a frame elsewhere may not do that to somebody.
    if (c.req.path !== '/') return c.redirect('/');
  }
  await next();
  c.header('content-security-policy', policy);
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'same-origin');
  c.header('cross-origin-opener-policy', 'same-origin');
  c.header('cross-origin-resource-policy', 'same-origin');
};
