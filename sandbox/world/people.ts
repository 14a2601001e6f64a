import { DateTime } from 'luxon';
import type { PersonRecord, World } from './model.ts';

/** The person as Slack's Web API and events give them; `email` needs its own scope, `locale` is asked for. */
export function userJson(world: World, person: PersonRecord, show: { email: boolean; locale: boolean }): object {
  const zone = DateTime.fromJSDate(world.now()).setZone(person.tz);
  // Slackbot is no bot in Slack's own words.
  const ours = person.id === world.app.userId;
  const picture = `${world.origin}/avatars/${person.id}.png`;
  return {
    id: person.id,
    team_id: world.team.id,
    name: person.name,
    deleted: person.deleted,
    ...(!person.deleted && {
      color: '9f69e7',
      real_name: person.realName,
      tz: person.tz,
      tz_label: zone.setLocale('en-US').offsetNameLong ?? person.tz,
      tz_offset: zone.offset * 60,
    }),
    profile: {
      avatar_hash: '000000000000',
      status_text: '',
      status_emoji: '',
      real_name: person.realName,
      real_name_normalized: person.realName,
      display_name: '',
      display_name_normalized: '',
      first_name: person.realName.split(' ')[0] ?? '',
      last_name: person.realName.split(' ').slice(1).join(' '),
      ...(show.email && !person.bot && { email: person.email }),
      ...(ours && { bot_id: world.app.botId, api_app_id: world.app.id, always_active: true }),
      image_24: picture,
      image_32: picture,
      image_48: picture,
      image_72: picture,
      image_192: picture,
      image_512: picture,
      team: world.team.id,
    },
    is_admin: person.admin && !person.deleted,
    is_owner: person.owner && !person.deleted,
    is_primary_owner: false,
    is_restricted: person.guest,
    is_ultra_restricted: false,
    is_bot: ours,
    is_app_user: false,
    updated: person.updated,
    ...(show.locale && !person.deleted && { locale: person.locale }),
  };
}

export function seconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
