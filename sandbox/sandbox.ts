import { isTimeZone } from './blockkit/formats.ts';
import { Office } from './deliver/office.ts';
import type { Desk } from './desk.ts';
import { acknowledged, forgeOf } from './driver/forge.ts';
import { SandboxPerson } from './driver/person.ts';
import type { ConversationSeen, Person, PersonInput, Sandbox, SandboxOptions } from './driver.ts';
import { Faults } from './faults.ts';
import { Limits } from './limits.ts';
import { parseManifest } from './manifest.ts';
import { openPort } from './port.ts';
import { Records } from './records.ts';
import { serveSlack } from './server.ts';
import { createChannel } from './world/conversations.ts';
import type { PersonRecord, World } from './world/model.ts';
import { seconds, userJson } from './world/people.ts';
import { createWorld } from './world/world.ts';

/** A local Slack with one workspace and one app in it. It is served on 127.0.0.1 until `stop`. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = createWorld(() => options.clock.now(), parseManifest(options.manifest), options.team ?? 'Sandbox');
  const records = new Records();
  const faults = new Faults();
  const office = new Office(world, records, faults);
  const desk: Desk = { context: { world, office }, faults, limits: new Limits(options.limits ?? false), records };
  for (const [id, name] of [
    ['USLACKBOT', 'Slackbot'],
    [world.app.userId, world.app.name],
  ] as const) {
    world.people.set(id, { ...personRecord(world, { name, username: usernameOf(name), email: '' }), id, bot: true });
  }
  const port = options.port ?? (await openPort());
  const served = serveSlack(desk, port);

  return {
    apiUrl: `${world.origin}/api/`,
    botToken: world.secrets.botToken,
    appToken: world.secrets.appToken,
    signingSecret: world.secrets.signingSecret,
    team: world.team,
    app: world.app,
    connectHttp: (url) => {
      office.url = url;
    },
    async connected(count = 1) {
      const found = await world.signal.until(() => (office.sockets.count >= count ? true : undefined), 10_000);
      if (!found) throw new Error(`The app has ${office.sockets.count} of ${count} Socket Mode connections`);
    },

    person: (given) => new SandboxPerson(desk, addPerson(world, given)),
    async joins(given) {
      const record = addPerson(world, given);
      const user = userJson(world, record, { email: seesEmail(world), locale: true });
      await office.event('team_join', {
        type: 'team_join',
        user,
      });
      return new SandboxPerson(desk, record);
    },
    channel: (given) => channel(desk, given),
    change: (person, changes) => change(desk, person, changes),
    deactivate: (person) => changed(desk, person, { deleted: true }),
    reactivate: (person) => changed(desk, person, { deleted: false }),
    async uninstall() {
      await office.event('tokens_revoked', { type: 'tokens_revoked', tokens: { oauth: [], bot: [world.app.userId] } });
      await office.event('app_uninstalled', { type: 'app_uninstalled' });
      world.installed = false;
    },

    again: async () => acknowledged(await office.again()),
    tick: () => office.tick(),
    fault(fault) {
      const planned = faults.plan(fault);
      if (faults.away) office.sockets.cut();
      // What waited for Slack to come back goes out then.
      return {
        lift() {
          planned.lift();
          void office.tick();
        },
      };
    },
    closeSockets: (how = 'cut') => office.sockets[how](),
    quiet: (milliseconds = 100) => quiet(desk, milliseconds),

    calls: records.calls,
    deliveries: records.deliveries,
    refusals: records.refusals,
    expectRefusal: (expected) => records.expect(expected),
    unexpectedRefusals: () => records.unexpected(),
    forge: forgeOf(desk),
    desk,
    async stop() {
      await served.close();
      if (!options.port) await port.close();
    },
  };
}

function addPerson(world: World, given: PersonInput): PersonRecord {
  checkPerson(given);
  const record = personRecord(world, given);
  world.people.set(record.id, record);
  return record;
}

function personRecord(world: World, given: PersonInput): PersonRecord {
  const username = given.username ?? freeUsername(world, given.name);
  return {
    id: world.id('U'),
    name: username,
    realName: given.name,
    email: given.email ?? `${username}@${world.team.domain}.example`,
    locale: given.locale ?? 'en-US',
    tz: given.tz ?? 'Europe/Paris',
    admin: given.admin ?? false,
    owner: given.owner ?? false,
    guest: given.guest ?? false,
    deleted: false,
    bot: false,
    updated: seconds(world.now()),
  };
}

function channel(desk: Desk, given: Parameters<Sandbox['channel']>[0]): ConversationSeen {
  const { world } = desk.context;
  const members = given.members.map((each) => each.id);
  const all = given.app === false ? members : [...members, world.app.userId];
  const conversation = createChannel(world, given.name, all, given.private ?? false);
  const first = world.people.get(members[0] ?? '');
  if (!first) throw new Error('A channel needs somebody in it');
  return new SandboxPerson(desk, first).handle(conversation);
}

/** What is drawn and told by it would fail for everybody who reads this person. */
function checkPerson({ locale, tz, username }: Partial<PersonInput>): void {
  if (locale !== undefined && !/^[a-z]{2}-[A-Z]{2}$/.test(locale)) {
    throw new Error(`"${locale}" is no locale of Slack: a language and a country, such as fr-FR`);
  }
  if (tz !== undefined && !isTimeZone(tz)) {
    throw new Error(`"${tz}" is no time zone: a name of the IANA database, such as Europe/Paris`);
  }
  if (username !== undefined && !/^[a-z0-9][a-z0-9._-]*$/.test(username)) {
    throw new Error(`"${username}" is no handle: small letters, digits, dots, dashes, such as ana.silva`);
  }
}

async function change(desk: Desk, person: Person, changes: Parameters<Sandbox['change']>[1]): Promise<void> {
  checkPerson(changes);
  const { name, ...rest } = changes;
  await changed(desk, person, { ...rest, ...(name && { realName: name }) });
}

async function changed({ context }: Desk, person: Person, changes: Partial<PersonRecord>): Promise<void> {
  const { world, office } = context;
  const record = world.people.get(person.id);
  if (!record) throw new Error(`There is no person ${person.id}`);
  Object.assign(record, changes, { updated: seconds(world.now()) });
  world.signal.changed();
  await office.event('user_change', {
    type: 'user_change',
    user: userJson(world, record, { email: seesEmail(world), locale: true }),
    cache_ts: seconds(world.now()),
  });
}

/** Nothing on the wire for a moment: looked at again whenever something changes. */
async function quiet({ context: { world, office }, records }: Desk, milliseconds: number): Promise<void> {
  const patience = Date.now() + 30_000;
  while (Date.now() < patience) {
    const before = records.calls.length + records.deliveries.length;
    const busy = () => office.busy || records.underway > 0;
    await world.signal.until(() => (busy() ? undefined : true), 10_000);
    const stirred = await world.signal.until(
      () => (records.calls.length + records.deliveries.length > before ? true : undefined),
      milliseconds,
    );
    if (!stirred && !busy()) return;
  }
  const calls = records.calls.filter((each) => each.milliseconds === undefined).map((each) => each.method);
  const deliveries = records.deliveries.filter((each) => each.outcome === 'waiting').map((each) => each.kind);
  throw new Error(
    `The wire does not come to rest in 30 s; still on it: ${[...calls, ...deliveries].join(', ') || 'new calls'}`,
  );
}

function freeUsername(world: World, name: string): string {
  const taken = new Set([...world.people.values()].map((each) => each.name));
  const [first = '', ...rest] = name.split(' ').map(usernameOf);
  const long = [first, ...rest].join('.');
  const candidates = [first, long, ...Array.from({ length: 1_000 }, (_, at) => `${long}${at + 2}`)];
  return candidates.find((each) => each !== '' && !taken.has(each)) ?? world.id('');
}

const usernameOf = (name: string) =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

const seesEmail = (world: World) => world.manifest.oauth_config.scopes.bot.includes('users:read.email');
