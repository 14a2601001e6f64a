import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatPhone, readPhone } from '../../src/core/phone.ts';

it.each([
  ['06 12 34 56 78', 'FR', 'fr-FR', '+33612345678'],
  ['06.12.34.56.78', 'FR', 'en-US', '+33612345678'],
  [' 0612345678 ', 'FR', 'fr', '+33612345678'],
  ['06\u00a012\u00a034\u00a056\u00a078', 'FR', 'fr-FR', '+33612345678'],
  ['+33 (0)6 12 34 56 78', 'FR', 'fr-FR', '+33612345678'],
  ['0033 6 12 34 56 78', 'FR', 'fr-FR', '+33612345678'],
  ['+44 7400 123456', 'FR', 'fr-FR', '+447400123456'],
  ['07400 123456', 'FR', 'en-GB', '+447400123456'],
  ['(212) 555-2368', 'FR', 'en-US', '+12125552368'],
  ['06 12 34 56 78', 'US', 'fr_FR', '+33612345678'],
  ['+33 6 12 34 56 78', 'Nowhere', '', '+33612345678'],
])('“%s” (default %s, reader %s) is %s', (text, country, locale, e164) => {
  expect(readPhone(text, country, locale)).toEqual({ kind: 'phone', e164 });
});

it.each([
  ['06 12 34 56 78', 'US', 'en-GB', 'needs-country'],
  ['06 12 34 56 78', 'US', 'en', 'needs-country'],
  ['212-555-2368', 'FR', 'fr-FR', 'needs-country'],
  ['+33 6 12', 'FR', 'fr-FR', 'not-a-number'],
  ['+999 123 456 789', 'FR', 'fr-FR', 'not-a-number'],
  ['12', 'FR', 'fr-FR', 'not-a-number'],
  ['ask my mother', 'FR', 'fr-FR', 'not-a-number'],
  ['06 12 34 56 78 in the evening', 'FR', 'fr-FR', 'not-a-number'],
])('“%s” (default %s, reader %s) is refused: %s', (text, country, locale, why) => {
  expect(readPhone(text, country, locale)).toEqual({ kind: 'invalid', why });
});

it('nothing written is empty', () => {
  expect(readPhone(' \n', 'FR', 'fr-FR')).toEqual({ kind: 'empty' });
});

it('is shown as it is read in every country', () => {
  expect(formatPhone('+33612345678')).toBe('+33 6 12 34 56 78');
  expect(formatPhone('+12125552368')).toBe('+1 212 555 2368');
  expect(formatPhone('no number')).toBe('no number');
});

it('what was read and shown is read as the same', () => {
  const mobiles = fc.integer({ min: 612_000_000, max: 689_999_999 }).map((digits) => `0${digits}`);
  fc.assert(
    fc.property(mobiles, (mobile) => {
      const phone = readPhone(mobile, 'FR', 'fr-FR');
      if (phone.kind !== 'phone') return;
      expect(readPhone(formatPhone(phone.e164), 'US', 'en-US')).toEqual(phone);
    }),
  );
});

it('whatever is written, it never fails', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (text, country, locale) => {
      expect(['phone', 'empty', 'invalid']).toContain(readPhone(text, country, locale).kind);
    }),
  );
});
