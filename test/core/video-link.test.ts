import { expect, it } from 'vitest';
import { isVideoLink, longestVideoLink } from '../../src/core/video-link.ts';

it.each([
  ['https://meet.example/room', true],
  ['HTTPS://meet.example', true],
  ['http://meet.example/room', false],
  ['meet.example/room', false],
  ['https://', false],
  ['https://nowhere', false],
  ['https://meet.example/a room', false],
  ['javascript:alert(1)', false],
  [`https://meet.example/${'x'.repeat(longestVideoLink)}`, false],
])('%s is the address of a meeting: %s', (text, expected) => {
  expect(isVideoLink(text)).toBe(expected);
});
