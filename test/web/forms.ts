import type { KnownBlock, ModalView } from '@slack/types';

export const text = (words: string) => ({ type: 'plain_text' as const, text: words });
export const option = (words: string) => ({ text: text(words), value: words.toLowerCase() });

const clubs = ['Chess', 'Choir', 'Cooking'];

const input = (block_id: string, label: string, element: object, more: object = {}) =>
  ({ type: 'input', block_id, label: text(label), element: { action_id: 'value', ...element }, ...more }) as KnownBlock;

/** The form of a club: what is typed or chosen in most forms. The other kinds of input are in the survey. */
export function joinView(club = ''): ModalView {
  const known = clubs.find((each) => each.toLowerCase() === club.toLowerCase());
  return {
    type: 'modal',
    callback_id: 'join',
    title: text('Join a club'),
    submit: text('Join'),
    blocks: [
      {
        type: 'section',
        block_id: 'intro',
        text: { type: 'mrkdwn', text: 'Tell us *who you are*. We answer within a day.' },
      },
      input(
        'club',
        'Club',
        {
          type: 'static_select',
          placeholder: text('Choose a club'),
          options: clubs.map(option),
          ...(known && { initial_option: option(known) }),
        },
        { dispatch_action: true },
      ),
      input('name', 'Your name there', { type: 'plain_text_input', placeholder: text('As others will see it') }),
      input(
        'since',
        'Since',
        { type: 'datepicker', initial_date: '2026-11-24' },
        { hint: text('You can join in the past.') },
      ),
      input('time', 'Best time', { type: 'timepicker', initial_time: '19:00' }),
      input(
        'sponsor',
        'Sponsor',
        { type: 'external_select', min_query_length: 1, placeholder: text('Type a name') },
        { optional: true },
      ),
      input('with', 'With', { type: 'users_select', placeholder: text('Choose a person') }, { optional: true }),
      input(
        'level',
        'Level',
        { type: 'radio_buttons', options: ['Beginner', 'Advanced'].map(option) },
        { optional: true },
      ),
      input('days', 'Days', { type: 'checkboxes', options: ['Monday', 'Tuesday'].map(option) }, { optional: true }),
      input(
        'topics',
        'Topics',
        {
          type: 'multi_static_select',
          placeholder: text('As many as you like'),
          options: ['Openings', 'Endgames'].map(option),
        },
        { optional: true },
      ),
      input('fee', 'Fee', { type: 'number_input', is_decimal_allowed: false, min_value: '0' }, { optional: true }),
      input('mail', 'E-mail', { type: 'email_text_input' }, { optional: true }),
      input('site', 'Web page', { type: 'url_text_input' }, { optional: true }),
      input('photo', 'Photo', { type: 'file_input', filetypes: ['png'], max_files: 1 }, { optional: true }),
      input('why', 'Why', { type: 'plain_text_input', multiline: true }, { optional: true }),
      {
        type: 'actions',
        block_id: 'more',
        elements: [
          { type: 'button', action_id: 'rules', text: text('Read the rules') },
          { type: 'overflow', action_id: 'else', options: [option('Ask'), option('Leave')] },
        ],
      },
    ],
  };
}

/** The other kinds of input: those of whom and where, and of a moment. */
export function surveyView(): ModalView {
  const optional = { optional: true };
  return {
    type: 'modal',
    callback_id: 'survey',
    title: text('Plan a meeting'),
    submit: text('Plan'),
    blocks: [
      input('at', 'When', { type: 'datetimepicker', initial_date_time: 1_782_921_600 }),
      input('until', 'Open until', { type: 'timepicker', timezone: 'America/New_York' }, optional),
      input('words', 'What for', { type: 'rich_text_input' }),
      input(
        'guests',
        'Guests',
        { type: 'multi_users_select', placeholder: text('Choose people'), focus_on_load: true },
        optional,
      ),
      input('channel', 'Channel', { type: 'channels_select' }, optional),
      input('channels', 'Tell also', { type: 'multi_channels_select', placeholder: text('Choose channels') }, optional),
      input('place', 'Conversation', { type: 'conversations_select' }, optional),
      input('places', 'Copies to', { type: 'multi_conversations_select', placeholder: text('Choose') }, optional),
      input(
        'sponsors',
        'Sponsors',
        { type: 'multi_external_select', min_query_length: 1, placeholder: text('Type names') },
        optional,
      ),
      input('plans', 'Plans', { type: 'file_input', max_files: 2 }, optional),
      input(
        'team',
        'Team',
        {
          type: 'static_select',
          placeholder: text('Choose a team'),
          option_groups: [
            { label: text('Indoors'), options: ['Chess', 'Choir'].map(option) },
            { label: text('Outdoors'), options: ['Rowing'].map(option) },
          ],
        },
        optional,
      ),
    ],
  };
}
