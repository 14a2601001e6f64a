import { WebClient } from '@slack/web-api';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, mentorships, people, photos, students } from '../../src/db/schema.ts';
import { missingFields, profileOf } from '../../src/features/students/service.ts';
import { lanes, opened, openSchool, type School } from './harness.ts';

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

describe.each(lanes)('a student’s profile (%s, %s)', (delivery, database) => {
  let school: School;
  beforeAll(async () => {
    school = await openSchool({ delivery, database });
  });
  afterAll(() => school.close());

  let pairs = 0;
  const open = async () => {
    pairs += 1;
    const marc = await school.mentor({ name: `Marc Dubois ${pairs}` });
    const ana = await school.student({ name: `Ana Silva ${pairs}`, locale: 'fr-FR' });
    const mentorshipId = await school.pair(marc, ana);
    return { marc, ana, mentorshipId };
  };
  const kept = async (id: number) => {
    const { db } = school.mentorat.world;
    const [person] = await db
      .select()
      .from(people)
      .where(eq(people.id, id as never));
    const [student] = await db
      .select()
      .from(students)
      .where(eq(students.personId, id as never));
    return { ...person, ...student };
  };

  it('the student keeps contact details, by a number that is read, and reads the rest', async () => {
    const { ana } = await open();
    const modal = await opened(ana.command('/profile'));
    expect(modal.title).toBe('Votre profil');
    expect(modal.fields).toEqual(['first_name', 'last_name', 'phone', 'address', 'photo']);
    expect(modal.text()).toContain('Il manque encore');

    modal.fill({ first_name: 'Ana', address: '1 rue <!channel> *de* la Paix', phone: '12345678' });
    const refused = await modal.submit();
    expect(refused.errors).toEqual({ phone: expect.stringContaining('Commencez par +') });
    expect(modal.value('address')).toBe('1 rue <!channel> *de* la Paix');

    expect((await modal.fill({ phone: '06 12 34 56 78' }).submit()).closed).toBe(true);
    expect(await kept(ana.actor.id)).toMatchObject({
      firstName: 'Ana',
      phone: '+33612345678',
      address: '1 rue <!channel> *de* la Paix',
    });
    const again = await opened(ana.command('/profile'));
    expect(again.value('phone')).toBe('+33 6 12 34 56 78');
  });

  it('the mentor fills in the rest, with a photo of which the app keeps its own', async () => {
    const { marc, ana } = await open();
    const modal = await opened(marc.command('/profile', `@${ana.name}`));
    modal.fill({
      diploma: 'Baccalauréat',
      objective: 'Become a developer',
      situation: 'job-seeker',
      funding: 'Prefers not to say',
      photo: { name: 'me.png', content: 'not an image' },
    });
    const refused = await modal.submit();
    expect(Object.keys(refused.errors)).toEqual(['photo']);
    modal.fill({ hours: '20', photo: { name: 'me.png', content: png } });
    expect((await modal.submit()).closed).toBe(true);
    await school.settle();
    expect(await kept(ana.actor.id)).toMatchObject({
      ...{ diploma: 'Baccalauréat', situation: 'job-seeker', fundingMethod: 'undisclosed', hours: 20 },
    });
    const ofAna = eq(photos.personId, ana.actor.id);
    const [photo] = await school.mentorat.world.db.select().from(photos).where(ofAna);
    expect(Buffer.from(photo?.content ?? [])).toEqual(Buffer.from(png));

    const seen = await opened(ana.command('/profile'));
    expect(JSON.stringify(seen.payload())).toContain(String(photo?.slackFileId));
    expect(seen.text()).toContain('Become a developer');
    expect((await seen.fill({ first_name: 'Ana' }).submit()).closed).toBe(true);
    expect(await school.mentorat.world.db.$count(photos, ofAna)).toBe(1);
    expect(await kept(ana.actor.id)).toMatchObject({ diploma: 'Baccalauréat', hours: 20 });

    school.slack.expectRefusal({ what: 'files.info', error: 'file_deleted' });
    const { botToken, apiUrl } = school.mentorat.world.settings.slack;
    await new WebClient(botToken, { slackApiUrl: apiUrl }).files.delete({ file: photo?.slackFileId ?? '' });
    const without = await opened(marc.command('/profile', `@${ana.name}`));
    expect(without.text()).toContain('it is being prepared');
    expect(without.fields).toContain('photo');
    await school.settle();
    const [anew] = await school.mentorat.world.db.select().from(photos).where(ofAna);
    expect(anew?.slackFileId).not.toBe(photo?.slackFileId);
    expect(anew?.slackFileId).not.toBeNull();
  });

  it('a photo of which there is no upload yet is there all the same', async () => {
    const { ana } = await open();
    const { db } = school.mentorat.world;
    const personId = ana.actor.id;
    await db.insert(photos).values({ personId, mediaType: 'image/png', content: png, savedAt: school.clock.now() });
    const profile = await profileOf(db, personId);
    expect(profile?.photo).toEqual({ savedAt: school.clock.now(), slackFileId: null });
    expect(profile === null ? ['photo'] : missingFields(profile)).not.toContain('photo');
  });

  it('two fill it in at once: both keep what they typed, and of the same field the later counts', async () => {
    const { marc, ana } = await open();
    const byMarc = await opened(marc.command('/profile', `@${ana.name}`));
    const byAna = await opened(ana.command('/profile'));
    await byAna.fill({ first_name: 'Ana', phone: '06 12 34 56 78', address: '1 rue de la Paix' }).submit();
    expect((await byMarc.fill({ diploma: 'Bac', objective: 'A job', hours: '20' }).submit()).closed).toBe(true);
    const both = { firstName: 'Ana', phone: '+33612345678', diploma: 'Bac', objective: 'A job', hours: 20 };
    expect(await kept(ana.actor.id)).toMatchObject({ ...both, address: '1 rue de la Paix' });

    const later = await opened(marc.command('/profile', `@${ana.name}`));
    const emptied = await opened(ana.command('/profile'));
    await emptied.fill({ address: '', last_name: 'Silva' }).submit();
    expect((await later.fill({ last_name: 'da Silva', diploma: '', situation: 'employed' }).submit()).closed).toBe(
      true,
    );
    const then = { ...both, diploma: null, address: null, lastName: 'da Silva', situation: 'employed' };
    expect(await kept(ana.actor.id)).toMatchObject(then);
  });

  it('what staff verifies in between does not make the form forget what it began with', async () => {
    const { marc, ana } = await open();
    const zoe = await school.staff({ name: 'Zoe Roy' });
    const byZoe = await opened(zoe.command('/profile', `@${ana.name}`));
    const byMarc = await opened(marc.command('/profile', `@${ana.name}`));
    await byMarc.fill({ objective: 'A job', hours: '20' }).submit();
    await byZoe.click('Mark as verified');
    await byZoe.until(`Verified by ${zoe.name}`);
    await byZoe.fill({ diploma: 'Bac' }).submit();
    expect(await kept(ana.actor.id)).toMatchObject({ objective: 'A job', hours: 20, diploma: 'Bac' });
    expect(await kept(ana.actor.id)).toMatchObject({ verifiedBy: zoe.actor.id });
  });

  it('verifies only what was shown, not what was saved since', async () => {
    const { ana } = await open();
    const zoe = await school.staff({ name: 'Zoe Berg' });
    const shown = await opened(zoe.command('/profile', `@${ana.name}`));
    await (await opened(ana.command('/profile'))).fill({ phone: '06 12 34 56 78' }).submit();
    await shown.click('Mark as verified');
    await school.settle();
    const refused = await zoe.modal();
    expect(refused?.text()).toContain('was changed since you opened it, so it was not verified');
    expect(await kept(ana.actor.id)).toMatchObject({ verifiedBy: null, verifiedAt: null });
    await refused?.close();
    await shown.close();

    const again = await opened(zoe.command('/profile', `@${ana.name}`));
    await again.click('Mark as verified');
    await again.until(`Verified by ${zoe.name}`);
  });

  it.each([
    ['first_name', { first_name: 'Anna' }],
    ['last_name', { last_name: 'Sousa' }],
    ['phone', { phone: '+33 6 00 00 00 01' }],
    ['address', { address: '2 rue de la Paix' }],
    ['photo', { photo: { name: 'other.png', content: png, mimetype: 'image/png' } }],
  ])('is not verified any more once it has another %s', async (_field, change) => {
    const { marc, ana } = await open();
    const zoe = await school.staff({ name: 'Zoe Lund' });
    const photo = { name: 'me.png', content: png, mimetype: 'image/png' };
    const first = { first_name: 'Ana', last_name: 'Silva', phone: '+33612345678', address: '1 rue de la Paix', photo };
    await (await opened(ana.command('/profile'))).fill(first).submit();
    const verify = await opened(zoe.command('/profile', `@${ana.name}`));
    await verify.click('Mark as verified');
    await verify.until(`Verified by ${zoe.name}`);
    await verify.close();

    await (await opened(ana.command('/profile'))).fill({ phone: '06 12 34 56 78' }).submit();
    await (await opened(marc.command('/profile', `@${ana.name}`))).fill({ diploma: 'Bac' }).submit();
    expect(await kept(ana.actor.id)).toMatchObject({ verifiedBy: zoe.actor.id });
    await (await opened(ana.command('/profile'))).fill(change).submit();
    expect(await kept(ana.actor.id)).toMatchObject({ verifiedBy: null, verifiedAt: null });
    const shown = await opened(zoe.command('/profile', `@${ana.name}`));
    expect(shown.text()).toContain('Not verified yet');
    await shown.close();
  });

  it('nobody else sees it, whatever they send', async () => {
    const { marc, ana } = await open();
    const lea = await school.mentor({ name: 'Lea Lund' });
    const tom = await school.student({ name: 'Tom Berg' });
    const own = await opened(marc.command('/profile', `@${ana.name}`));
    await own.fill({ phone: '+33612345678', address: 'Secret street 7' }).submit();

    for (const other of [lea, tom]) {
      const refused = await opened(other.command('/profile', `@${ana.name}`));
      expect(refused.text()).toContain('That isn’t one of yours');
      await refused.close();
    }
    const toms = await opened(tom.command('/profile'));
    await school.slack.forge.submission(toms, { private_metadata: JSON.stringify({ studentId: ana.actor.id }) });
    expect(await kept(ana.actor.id)).toMatchObject({ phone: '+33612345678' });
    expect(tom.sees() + lea.sees()).not.toContain('Secret street');
  });

  it('a past mentor reads it without phone and address; staff verifies it, once, with who and when', async () => {
    const { marc, ana, mentorshipId } = await open();
    const zoe = await school.staff({ name: 'Zoe Martin' });
    const own = await opened(marc.command('/profile', `@${ana.name}`));
    await own.fill({ phone: '+33612345678', address: 'Secret street 7', diploma: 'Bac' }).submit();
    const verify = await opened(zoe.command('/profile', `@${ana.name}`));
    await verify.click('Mark as verified');
    await verify.until(`Verified by ${zoe.name}, 6 October 2026`);
    expect(await kept(ana.actor.id)).toMatchObject({ verifiedBy: zoe.actor.id });

    const { db } = school.mentorat.world;
    await db.update(mentorships).set({ endedAt: school.clock.now() }).where(eq(mentorships.id, mentorshipId));
    const seen = await opened(marc.command('/profile', `@${ana.name}`));
    expect(seen.text()).toContain('Most recent diploma: Bac');
    expect(seen.fields).toEqual([]);
    expect(seen.text()).not.toMatch(/Secret street|\+33/);
  });

  it('shows a phone number to the mentor alone, and keeps that it was read', async () => {
    const { marc, ana, mentorshipId } = await open();
    const [introduction] = school.thread(marc, marc, ana);
    if (introduction === undefined) throw new Error('no introduction');
    const click = { action_id: 'show_phone', value: String(mentorshipId) };
    const modalOfClick = async () => {
      await school.slack.forge.action(marc, click, introduction);
      return (await marc.modal())?.text();
    };
    expect(await modalOfClick()).toContain(`There is no phone number of ${ana.name} yet`);
    await (await opened(marc.command('/profile'))).fill({ phone: '+33612345678' }).submit();
    expect(await modalOfClick()).toContain('+33 6 12 34 56 78');
    for (const message of school.thread(marc, marc, ana)) expect(message.text).not.toContain('+33');
    expect(ana.sees()).not.toContain('+33 6');
    const rows = await school.mentorat.world.db.select().from(audit).where(eq(audit.action, 'read-phone'));
    expect(rows).toHaveLength(2);
  });

  it.each(['open_profile', 'open_dossier', 'show_private', 'verify_profile', 'show_phone', 'dossier_page'])(
    'a button %s with a value that is none says so, and nothing fails',
    async (action_id) => {
      const { marc, ana } = await open();
      const [introduction] = school.thread(marc, marc, ana);
      if (introduction === undefined) throw new Error('no introduction');
      await school.slack.forge.action(marc, { action_id, value: 'nonsense:x' }, introduction);
      await marc.until('isn’t one of yours');
      expect(marc.sees()).not.toContain('went wrong');
    },
  );

  it('a form that carries what we did not put there is out of date', async () => {
    const { marc, ana } = await open();
    const modal = await opened(marc.command('/profile', `@${ana.name}`));
    const outcome = await school.slack.forge.submission(modal, { private_metadata: 'nonsense' });
    expect(JSON.stringify(outcome.body)).toContain('out of date');
  });

  it('staff chooses anybody, a mentor of several one of theirs', async () => {
    const { marc, ana } = await open();
    const tom = await school.student({ name: 'Tom Lund' });
    await school.pair(marc, tom);
    const choice = await opened(marc.command('/profile'));
    expect(choice.options('student')).toEqual([ana.name, tom.name]);
    expect((await choice.fill({ student: tom.name }).submit()).kind).toBe('updated');
    expect(choice.text()).toContain(tom.name);

    const zoe = await school.staff({ name: 'Zoe Klein' });
    const anybody = await opened(zoe.command('/profile'));
    const refused = await anybody.fill({ student: marc }).submit();
    expect(Object.keys(refused.errors)).toEqual(['student']);
    expect((await anybody.fill({ student: ana }).submit()).kind).toBe('updated');
  });
});
