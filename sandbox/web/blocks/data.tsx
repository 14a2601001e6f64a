import type { Child } from 'hono/jsx';
import { z } from 'zod';
import type { Block, Cell } from '../../kit.ts';
import { wordsFor } from '../words.ts';
import { Words } from './choices.tsx';
import { Element } from './element.tsx';
import type { Look } from './look.ts';
import { Link, Mrkdwn } from './mrkdwn.tsx';
import { Picture } from './picture.tsx';
import { RichText } from './richtext.tsx';

interface Given {
  block: Block;
  look: Look;
  /** Draws blocks that stand inside this one. */
  inside: (blocks: unknown) => Child;
}

/** The blocks that the everyday does not need, drawn plainly: tables, charts, cards, plans, files. */
export function DataBlock({ block, look, inside }: Given): Child {
  const say = (given: unknown) => said(given, look);
  switch (block.type) {
    case 'table':
    case 'data_table':
      return <Table block={block} look={look} />;
    case 'data_visualization':
      return <Chart block={block} />;
    case 'alert':
      return (
        <div class={`b-alert ${String(block['level'] ?? 'default')}`} role="note">
          {say(block.text)}
        </div>
      );
    case 'card':
      return <Card block={block} look={look} inside={inside} />;
    case 'carousel':
      return (
        <div class="b-carousel">
          {list(block['elements']).map((each) => (
            <Card block={each} look={look} inside={inside} />
          ))}
        </div>
      );
    case 'container':
      return (
        <details class="b-container" open={block['default_collapsed'] !== true}>
          <summary>
            <b>{say(block['title'])}</b>
            {block['rich_text_title'] ? <RichText block={block['rich_text_title']} look={look} /> : null}{' '}
            {block['subtitle'] ? <small>{say(block['subtitle'])}</small> : null}
          </summary>
          {inside(block['child_blocks'] ?? [])}
        </details>
      );
    case 'plan':
      return (
        <div class="b-plan">
          <b>{say(block['title'])}</b>
          {list(block['tasks']).map((each) => (
            <Task block={each} look={look} />
          ))}
        </div>
      );
    case 'task_card':
      return <Task block={block} look={look} />;
    case 'file':
      return (
        <p class="frame">
          📄 {wordsFor(look).file} {say(block['external_id'])}
        </p>
      );
    case 'video':
      return (
        <figure class="b-image">
          <figcaption>
            <Link url={String(block['title_url'] ?? block['video_url'])}>{say(block['title'])}</Link>
          </figcaption>
          <span class="picture frame">▶ {say(block['alt_text'])}</span>
          <small>
            {say(block['author_name'])} {say(block['provider_name'])} {say(block['description'])}
          </small>
        </figure>
      );
    default:
      return <p class="frame">{say(block.text) || block.type}</p>;
  }
}

function Card({ block, look, inside }: Omit<Given, 'block'> & { block: Record<string, unknown> }) {
  const actions = list(block['actions']);
  const hero = record.safeParse(block['hero_image']);
  return (
    <div class="b-card">
      {hero.success && <Picture {...hero.data} look={look} />}
      <b>{said(block['title'], look)}</b>
      <small>{said(block['subtitle'], look)}</small>
      <div>{said(block['body'], look)}</div>
      <small>{said(block['subtext'], look)}</small>
      {actions.length > 0 && inside([{ type: 'actions', block_id: block['block_id'], elements: actions }])}
    </div>
  );
}

const signs = { pending: '○', in_progress: '⏳', complete: '✅', error: '⚠️' };
const taskStatus = z.enum(['pending', 'in_progress', 'complete', 'error']).catch('pending');

function Task({ block, look }: { block: Record<string, unknown>; look: Look }) {
  const status = taskStatus.parse(block['status']);
  return (
    <div class="b-task">
      <span role="img" aria-label={wordsFor(look).task[status]}>
        {signs[status]}
      </span>{' '}
      {said(block['title'], look)}
      {[block['details'], block['output']].map((each) => (each ? <RichText block={each} look={look} /> : null))}
      {list(block['sources']).map((each) => (
        <>
          {' '}
          <Link url={String(each['url'])}>{String(each['text'] ?? each['url'])}</Link>
        </>
      ))}
    </div>
  );
}

function Table({ block, look }: { block: Block; look: Look }) {
  const [head = [], ...body] = block.rows ?? [];
  const cell = (each: Cell): Child => {
    if (each.element) return <Element look={look} block={block} element={each.element} />;
    return each['type'] === 'rich_text' ? (
      <RichText block={each} look={look} />
    ) : (
      String(each['text'] ?? each['value'] ?? '')
    );
  };
  return (
    <div class="b-table">
      <table>
        {block['caption'] ? <caption>{String(block['caption'])}</caption> : null}
        <thead>
          <tr>
            {head.map((each) => (
              <th scope="col">{cell(each)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row) => (
            <tr>
              {row.map((each) => (
                <td>{cell(each)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const point = z.object({ label: z.string(), value: z.number() });
const chart = z.object({
  segments: z.array(point).default([]),
  series: z.array(z.object({ name: z.string(), data: z.array(point) })).default([]),
  axis_config: z.object({ x_label: z.string().optional(), y_label: z.string().optional() }).default({}),
});

/** A chart as the table of its numbers, each with a bar beside it. */
function Chart({ block }: { block: Block }) {
  const { segments, series, axis_config } = chart
    .catch({ segments: [], series: [], axis_config: {} })
    .parse(block['chart']);
  const all = segments.length > 0 ? [{ name: '', data: segments }] : series;
  const most = Math.max(1, ...all.flatMap(({ data }) => data.map(({ value }) => value)));
  return (
    <div class="b-table">
      <table>
        <caption>{String(block['title'] ?? '')}</caption>
        <tbody>
          {all.flatMap(({ name, data }) =>
            data.map(({ label, value }) => (
              <tr>
                <th scope="row">
                  {name} {label}
                </th>
                <td>{value}</td>
                <td>
                  <meter min={0} max={most} value={value} aria-label={`${name} ${label}`} />
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      <small>
        {axis_config.x_label} {axis_config.y_label && `· ${axis_config.y_label}`}
      </small>
    </div>
  );
}

const record = z.record(z.string(), z.unknown());
const list = (given: unknown) => z.array(record).catch([]).parse(given);
const textObject = z.object({ type: z.string(), text: z.string() });

function said(given: unknown, look: Look): Child {
  const text = textObject.safeParse(given);
  if (!text.success) return typeof given === 'string' ? <Mrkdwn text={given} look={look} /> : '';
  return <Words text={text.data} look={look} />;
}
