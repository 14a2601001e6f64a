import { afterEach, describe, expect, it } from 'vitest';
import { lanes, openSchool, type School } from './harness.ts';

describe.each(lanes)('being introduced (%s, %s)', (delivery, database) => {
  let school: School;
  afterEach(() => school.close());

  it('a new pair meets in a group conversation, in the student’s language, and nobody else sees it', async () => {
    school = await openSchool({ delivery, database });
    const marc = await school.mentor({ name: 'Marc Dubois' });
    const ana = await school.student({ name: 'Ana Silva', locale: 'fr-FR' });
    const tom = await school.student({ name: 'Tom Berg' });
    await school.pair(marc, ana);

    const [introduction] = school.thread(ana, marc, ana);
    expect(introduction?.text).toContain('Marc Dubois');
    expect(introduction?.mentions).toEqual(expect.arrayContaining(['Marc Dubois', 'Ana Silva']));
    expect(school.thread(marc, marc, ana)[0]?.ts).toBe(introduction?.ts);
    expect(tom.sees()).not.toContain('Ana Silva');
  });

  it('a stranger who tries a command gets one friendly sentence', async () => {
    school = await openSchool({ delivery, database });
    const eve = school.stranger({ name: 'Eve Stone', locale: 'en-US' });
    await eve.command('/book');
    await school.settle();
    expect(eve.sees()).toContain('Once the pedagogical team adds you');
  });
});
