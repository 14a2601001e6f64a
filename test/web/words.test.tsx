import { describe, expect, it } from 'vitest';
import type { Block } from '../../sandbox/kit.ts';
import { parseBlocks } from '../../sandbox/kit.ts';
import { Blocks } from '../../sandbox/web/blocks/block.tsx';
import { Suggestions } from '../../sandbox/web/blocks/combobox.tsx';
import type { Look } from '../../sandbox/web/blocks/look.ts';
import { Mrkdwn } from '../../sandbox/web/blocks/mrkdwn.tsx';
import { anaLooks } from './support.ts';

const html = (text: string, look: Look = anaLooks()) => String(<Mrkdwn text={text} look={look} />);

const link = (url: string, words: string) => `<a href="${url}" target="_blank" rel="noopener noreferrer">${words}</a>`;

describe('mrkdwn as a person sees it', () => {
  it.each([
    ['*bold* _slanted_ ~gone~ `code`', '<b>bold</b> <i>slanted</i> <s>gone</s> <code>code</code>'],
    ['*bold with _slant_ inside*', '<b>bold with <i>slant</i> inside</b>'],
    ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
    ['one\ntwo', 'one<br/>two'],
    ['&gt; said\n&gt; twice\nthen', '<blockquote>said<br/>twice</blockquote>then'],
    ['```let a = 1;\nb *not bold*```', '<pre><code>let a = 1;\nb *not bold*</code></pre>'],
    ['hello <@UANA>', 'hello <span class="mention me">@Ana Silva</span>'],
    ['hello <@UNOBODY|bob>', 'hello <span class="mention">@bob</span>'],
    ['<!here> look', '<span class="mention me">@here</span> look'],
    [':tada: and :no_such_thing:', '🎉 and :no_such_thing:'],
    ['at 10:30:15', 'at 10:30:15'],
    [
      '<https://example.org/a?b=1&amp;c=2|the page>',
      '<a href="https://example.org/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer">the page</a>',
    ],
    [
      'see https://example.org/a.',
      'see <a href="https://example.org/a" target="_blank" rel="noopener noreferrer">https://example.org/a</a>.',
    ],
    ['<javascript:alert(1)|click>', '&lt;javascript:alert(1)|click&gt;'],
    ['\u2060*\u2060Read* about \u2060`\u2060map`', '\u2060*\u2060Read* about \u2060`\u2060map`'],
    ['no`code`here, *`code` in bold*', 'no`code`here, <b><code>code</code> in bold</b>'],
    ['*<https://example.org/_a_|_a_ *link*>*', `<b>${link('https://example.org/_a_', '_a_ *link*')}</b>`],
    ['*see https://example.org/a_b_*', `<b>see ${link('https://example.org/a_b', 'https://example.org/a_b')}_</b>`],
    ['`<@UANA>` :white_check_mark: 👋', '<code><span class="mention me">@Ana Silva</span></code> ✅ 👋'],
  ])('%s', (text, expected) => expect(html(text)).toBe(expected));

  it('shows dates in the zone and language of whoever reads', () => {
    const text = `<!date^1764010800^{date_long} {time}|24 November, 19:00 UTC>`;
    expect(html(text)).toContain('8:00 PM');
    expect(html(text, anaLooks({ tz: 'Asia/Tokyo', locale: 'fr-FR' }))).toContain('mardi 25 novembre 2025 04:00');
  });

  it('never lets what people type become HTML', () => {
    const bad = '&lt;img src=x onerror=alert(1)&gt; <b>"quoted"</b> <script>alert(1)</script>';
    expect(html(bad)).not.toMatch(/<(img|script|b>)/);
    const block = (element: object): Block[] =>
      parseBlocks([{ type: 'input', block_id: 'x', label: { type: 'plain_text', text: bad }, element }]);
    const field = { type: 'plain_text_input', action_id: 'a', initial_value: '"><script>alert(1)</script>' };
    const shown = String(<Blocks blocks={block(field)} look={anaLooks()} />);
    expect(shown).not.toContain('<script');
    expect(shown).toContain('&quot;&gt;&lt;script&gt;');
  });
});

describe('a block', () => {
  const drawn = (block: object) => String(<Blocks blocks={parseBlocks([block])} look={anaLooks()} />);
  const words = (text: string) => ({ type: 'plain_text', text });
  const section = (text: string) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  });

  it('of rich text keeps its lines', () => {
    expect(drawn(section('one\ntwo'))).toContain('<p>one<br/>two</p>');
  });

  it('that is a container is called by its title, be it rich', () => {
    const container = { type: 'container', rich_text_title: section('The rich one'), child_blocks: [] };
    expect(drawn(container)).toMatch(/<summary>.*The rich one.*<\/summary>/);
  });

  it('has its links where an address leads, and nowhere else', () => {
    const button = (url: string) => ({ type: 'button', action_id: 'b', text: words('Write'), url });
    const option = { text: words('Read'), value: 'read', url: 'https://example.org/' };
    const shown = (element: object) => drawn({ type: 'actions', block_id: 'a', elements: [element] });
    expect(shown(button('mailto:ana@school.example'))).toContain('href="mailto:ana@school.example"');
    expect(shown(button('javascript:alert(1)'))).not.toContain('href');
    expect(shown({ type: 'overflow', action_id: 'o', options: [option] })).toContain('href="https://example.org/"');
  });
});

describe('a field', () => {
  const input = (element: object, more: object = {}): Block[] =>
    parseBlocks([{ type: 'input', block_id: 'time', label: { type: 'plain_text', text: 'Time' }, element, ...more }]);

  it('is tied to its label, its hint and what is wrong with it', () => {
    const blocks = input(
      { type: 'timepicker', action_id: 'a', initial_time: '19:00' },
      { hint: { type: 'plain_text', text: 'Paris time' } },
    );
    const shown = String(<Blocks blocks={blocks} look={anaLooks({ place: 'modal', errors: { time: 'Too late.' } })} />);
    expect(shown).toContain('<label class="label" for="m1-time-a">Time');
    expect(shown).toContain('aria-describedby="m1-time-error m1-time-hint"');
    expect(shown).toContain('aria-invalid="true"');
    expect(shown).toMatch(/id="m1-time-error".*Too late\./);
    expect(shown).toContain('value="19:00"');
  });

  it.each([
    ['datepicker', { initial_date: '2026-12-01' }, 'type="date"'],
    ['timepicker', { initial_time: '19:00' }, 'type="time"'],
    ['datetimepicker', { initial_date_time: 1764010800 }, 'value="2025-11-24T20:00"'],
    ['number_input', { initial_value: '3', is_decimal_allowed: false }, 'inputmode="decimal"'],
    ['email_text_input', {}, 'type="email"'],
    ['url_text_input', {}, 'type="url"'],
    ['file_input', { filetypes: ['csv'] }, 'accept=".csv"'],
    ['users_select', { initial_user: 'UANA' }, '<option value="UANA" selected="">Ana Silva'],
    ['external_select', { min_query_length: 1 }, 'role="combobox"'],
    ['radio_buttons', { options: [option('a')], initial_option: option('a') }, 'type="radio"'],
    ['checkboxes', { options: [option('a'), option('b')], initial_options: [option('b')] }, 'value="b" checked=""'],
    [
      'multi_static_select',
      { options: [option('a'), option('b')], initial_options: [option('b')] },
      '<details class="many">',
    ],
  ])('%s is drawn with what stands in it', (type, more, expected) => {
    const shown = String(
      <Blocks blocks={input({ type, action_id: 'a', ...more })} look={anaLooks({ place: 'modal' })} />,
    );
    expect(shown).toContain(expected);
  });
});

describe('what is several boxes', () => {
  const field = (type: string, errors: Record<string, string> = {}) => {
    const block = {
      type: 'input',
      block_id: 'level',
      label: { type: 'plain_text', text: 'Level' },
      element: { type, action_id: 'a', options: [option('a'), option('b')] },
    };
    return String(<Blocks blocks={parseBlocks([block])} look={anaLooks({ place: 'modal', errors })} />);
  };

  it('has the name of its label where it opens, with what is chosen', () => {
    const shown = field('multi_static_select');
    expect(shown).toContain('id="m1-level-a-label"');
    expect(shown).toMatch(/<summary[^>]* id="m1-level-a-chosen" aria-labelledby="m1-level-a-label m1-level-a-chosen"/);
  });

  it.each([
    ['radio_buttons', /<div[^>]* role="radiogroup"[^>]* aria-invalid="true"/],
    ['checkboxes', /<input type="checkbox"[^>]* aria-invalid="true"/],
    ['multi_static_select', /<input type="checkbox"[^>]* aria-invalid="true"/],
  ])('says what is wrong: %s', (type, expected) => {
    expect(field(type, { level: 'Choose one.' })).toMatch(expected);
    expect(field(type)).not.toContain('aria-invalid');
  });

  it('suggests under names that no other field of the page has', () => {
    const blocks = parseBlocks([
      { type: 'input', block_id: 'a', label: option('a').text, element: { type: 'external_select', action_id: 'x' } },
      { type: 'input', block_id: 'b', label: option('b').text, element: { type: 'external_select', action_id: 'x' } },
    ]);
    const ids = blocks.flatMap((block) => {
      const spot = { look: anaLooks(), block, element: block.element ?? { type: '' } };
      const shown = String(<Suggestions spot={spot} options={[option('a'), option('b')]} typed="" />);
      return [...shown.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    });
    expect(new Set(ids).size).toBe(4);
  });
});

function option(value: string) {
  return { text: { type: 'plain_text', text: value.toUpperCase() }, value };
}
