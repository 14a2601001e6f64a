import type { Call, DeliveryRecord } from '../../records.ts';
import type { PersonRecord } from '../../world/model.ts';
import type { Face, WireRow, WireRows } from '../face.ts';
import { switches } from '../faults.ts';
import { type Words, wordsFor } from '../words.ts';

type Say = Words['glass'];

interface Given {
  face: Face;
  person: PersonRecord;
  further: WireRows;
}

/** How many rows of each list are shown: a jump over weeks makes thousands, and whatever happens draws them again. */
const most = 200;

/** What went over the wire for the last action. */
export function GlassPanel({ face, person, further }: Given) {
  const say = wordsFor(person).glass;
  const { last } = face.memory;
  const { deliveries, calls } = face.desk.records;
  const sent = last ? deliveries.slice(last.deliveries) : [];
  const called = last ? calls.slice(last.calls) : [];
  return (
    <div id="glass-rows">
      {last ? (
        <p class="glass-what">
          {say.after} <b>{say.doing[last.what](last.words)}</b>
        </p>
      ) : (
        <p class="none">{say.nothingYet}</p>
      )}
      <Rows title={say.toApp} all={sent} row={(each) => deliveryRow(each, say)} group="d" say={say} />
      <Rows title={say.toSlack} all={called} row={(each) => callRow(each, say)} group="c" say={say} />
      <Rows title={say.outbox} all={further.rows} more={further.more} row={(each) => each} group="o" say={say} />
    </div>
  );
}

export function Glass({ face, person, further }: Given) {
  const say = wordsFor(person);
  return (
    <section class="glass" id="glass" aria-label={say.bar.glass}>
      <h2>{say.bar.glass}</h2>
      {face.options.faults && <Switches face={face} person={person} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="glass-scroll" tabIndex={0} aria-label={say.glass.wire}>
        <GlassPanel face={face} person={person} further={further} />
      </section>
    </section>
  );
}

export function Switches({ face, person }: { face: Face; person: PersonRecord }) {
  const say = wordsFor(person).glass;
  return (
    <fieldset class="faults" id="faults" aria-label={say.wrong}>
      {switches.map(({ name }) => {
        const on = face.memory.faults.has(name);
        return (
          <button
            type="button"
            class="button"
            aria-pressed={on ? 'true' : 'false'}
            hx-post="/faults"
            hx-vals={JSON.stringify({ name })}
            hx-swap="none"
          >
            {say.faults[name]}
          </button>
        );
      })}
    </fieldset>
  );
}

interface List<T> {
  title: string;
  all: readonly T[];
  /** There are others before all of these. */
  more?: boolean;
  row: (each: T) => WireRow;
  group: string;
  say: Say;
}

/** The newest of a list. Each row is named by its key or its place in all of it, so that an open one stays open as others come. */
function Rows<T>({ title, all, more = false, row, group, say }: List<T>) {
  if (all.length === 0) return null;
  const hidden = Math.max(0, all.length - most);
  return (
    <>
      <h3>{title}</h3>
      {(more || hidden > 0) && <p class="none">{more ? say.earlierOnes : say.earlier(hidden)}</p>}
      {all.slice(hidden).map((each, shown) => {
        const { key = hidden + shown, title: words, note, detail } = row(each);
        const id = `wire-${group}${key}`;
        return (
          <details class="wire" id={id}>
            <summary>
              <code>{words}</code> <small>{note}</small>
            </summary>
            <button type="button" class="button copy" data-copy={`${id}-text`} data-copied={say.copied}>
              {say.copy}
            </button>
            <pre id={`${id}-text`}>{JSON.stringify(detail, undefined, 2)}</pre>
          </details>
        );
      })}
    </>
  );
}

function deliveryRow(record: DeliveryRecord, say: Say): WireRow {
  const { payload, retry } = record;
  return {
    title: titleOf(payload, say),
    note: [say.outcome[record.outcome], took(record.milliseconds, say), retry && say.retry(retry.num, retry.reason)]
      .filter(Boolean)
      .join(' · '),
    detail: { payload, answer: record.answer },
  };
}

function callRow(call: Call, say: Say): WireRow {
  const { answer, fault } = call;
  const ok =
    answer && 'ok' in answer ? (answer.ok ? 'ok' : 'error' in answer ? String(answer.error) : 'error') : say.noAnswer;
  return {
    title: call.method,
    note: [ok, took(call.milliseconds, say), fault && say.madeToFail(fault)].filter(Boolean).join(' · '),
    detail: { arguments: readable(call.args), answer },
  };
}

function titleOf(payload: object, say: Say): string {
  if ('command' in payload) return `${String(payload.command)} ${'text' in payload ? String(payload.text) : ''}`.trim();
  if ('event' in payload && typeof payload.event === 'object' && payload.event && 'type' in payload.event) {
    return say.event(String(payload.event.type));
  }
  return 'type' in payload ? String(payload.type) : say.payload;
}

/** Over HTTP, blocks and views travel as JSON in a string: shown as what they are. */
function readable(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (typeof value !== 'string' || !/^[[{]/.test(value)) return [name, value];
      try {
        return [name, JSON.parse(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}

const took = (milliseconds: number | undefined, say: Say) =>
  milliseconds === undefined ? say.underWay : `${Math.round(milliseconds)} ms`;
