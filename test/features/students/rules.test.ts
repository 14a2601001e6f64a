import { describe, expect, it } from 'vitest';
import type { Relation } from '../../../src/core/access.ts';
import { editableFields, imageType, missingFields, readHours } from '../../../src/features/students/rules.ts';

const whole = {
  ...{ firstName: 'Ana', lastName: 'Silva', phone: '+33612345678', address: '1 rue de la Paix', photo: {} },
  ...{ diploma: 'BTS', objective: 'Developer', situation: 'employed', fundingMethod: 'own' },
};
const nothing = {
  ...{ firstName: null, lastName: null, phone: null, address: null, photo: null },
  ...{ diploma: null, objective: null, situation: null, fundingMethod: null },
};

describe('what a profile lacks (H17)', () => {
  it.each([
    ['nothing of a whole one', whole, []],
    [
      'nothing where the student prefers not to say',
      { ...whole, situation: 'undisclosed', fundingMethod: 'undisclosed' },
      [],
    ],
    ['the photo', { ...whole, photo: null }, ['photo']],
    ['the phone number and the address', { ...whole, phone: null, address: null }, ['phone', 'address']],
  ])('%s', (_, profile, missing) => {
    expect(missingFields(profile)).toEqual(missing);
  });

  it('all of an empty one', () => {
    expect(missingFields(nothing)).toHaveLength(9);
  });
});

describe('who edits what', () => {
  const contact = ['first_name', 'last_name', 'phone', 'address', 'photo'];
  it.each<[Relation, number, readonly string[]]>([
    [{ kind: 'self' }, 5, contact],
    [{ kind: 'current-mentor' }, 10, contact],
    [{ kind: 'staff' }, 10, contact],
    [{ kind: 'past-mentor', until: new Date(0) }, 0, []],
    [{ kind: 'stranger' }, 0, []],
  ])('%o', (relation, count, first) => {
    expect(editableFields(relation)).toHaveLength(count);
    expect(editableFields(relation)).toEqual(expect.arrayContaining([...first]));
  });
});

describe('photos and hours', () => {
  it.each([
    ['a JPEG', [0xff, 0xd8, 0xff, 0xe0], 'image/jpeg'],
    ['a PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'image/png'],
    ['a GIF', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61], 'image/gif'],
    ['a page', [0x3c, 0x68, 0x74, 0x6d, 0x6c], null],
    ['nothing', [], null],
  ])('tells %s by its content', (_, bytes, type) => {
    expect(imageType(new Uint8Array(bytes))).toBe(type);
  });

  it.each([
    ['20', 20],
    ['0', 0],
    ['100', 100],
    ['101', null],
    ['-1', null],
    ['1.5', null],
    ['many', null],
  ])('%s hours', (text, hours) => {
    expect(readHours(text)).toBe(hours);
  });
});
