import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../src/db/client.ts';
import { addMentor, addMentorship, addStudent } from '../test/support/world.ts';
import { median, percentile, type Ratio } from './measure.ts';
import { type Running, signingSecret, startApp } from './processes.ts';
import { startSlack } from './slack.ts';

const rounds = 7;
const pacedSeconds = 4;
const commandsASecond = 50;
const atOnce = 16;
const burst = 400;

type Target = Running & { readonly user: string };
/** One round: the times until each command was acknowledged, and modals a second. */
type Run = { readonly paced: Map<Target, number[]>; readonly throughput: Map<Target, number> };

/** `/book` → modal against Bolt alone with a static modal of the same size; both apps are processes of their own. */
export async function benchBook(databaseUrl: string): Promise<Ratio[]> {
  const opened = new Map<string, () => void>();
  const slack = await startSlack((triggerId) => opened.get(triggerId)?.());
  const user = await mentorWithStudent(databaseUrl);
  const ours: Target = {
    ...(await startApp('src/main.ts', { SLACK_API_URL: slack.apiUrl, DATABASE_URL: databaseUrl })),
    user,
  };
  const viewFile = join(tmpdir(), `mentorat-bench-view-${process.pid}.json`);
  await writeFile(viewFile, JSON.stringify(staticModal()));
  const bare: Target = {
    ...(await startApp('bench/bare.ts', { SLACK_API_URL: slack.apiUrl, VIEW_FILE: viewFile })),
    user,
  };
  const agent = new Agent({ keepAlive: true, maxSockets: 64, timeout: 2_000 });
  let serial = 0;
  const send = async (target: Target) => {
    serial += 1;
    const trigger = `bench.${serial}`;
    const modal = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No modal for ${trigger} of ${target.url}`)), 10_000);
      opened.set(trigger, () => {
        clearTimeout(timer);
        resolve();
      });
    });
    const acknowledgedMs = await command(agent, target, trigger);
    return { acknowledgedMs, modal: modal.finally(() => opened.delete(trigger)) };
  };
  for (const target of [bare, ours]) await together(target, send, 200);
  const runs: Run[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Turn about, so that a machine that slows down slows both.
    const order = round % 2 === 0 ? [bare, ours] : [ours, bare];
    const paced = new Map<Target, number[]>();
    const throughput = new Map<Target, number>();
    for (const target of order) paced.set(target, await pace(target, send));
    for (const target of order) throughput.set(target, await together(target, send, burst));
    runs.push({ paced, throughput });
  }
  await Promise.all([ours.stop(), bare.stop()]);
  agent.destroy();
  slack.stop();
  const ratio = (of: (run: Run, target: Target) => number) => runs.map((run) => of(run, ours) / of(run, bare));
  const figures = (of: (run: Run, target: Target) => number, unit: string) =>
    `${median(runs.map((run) => of(run, bare))).toFixed(1)} → ${median(runs.map((run) => of(run, ours))).toFixed(1)} ${unit}`;
  const p50 = (run: Run, target: Target) => percentile(run.paced.get(target) ?? [], 0.5);
  const p99 = (run: Run, target: Target) => percentile(run.paced.get(target) ?? [], 0.99);
  const rate = (run: Run, target: Target) => run.throughput.get(target) ?? 0;
  return [
    {
      what: '/book acknowledged, p50 at 50 a second',
      ratios: ratio(p50),
      goal: { atMost: 1.25 },
      figures: figures(p50, 'ms'),
    },
    {
      what: '/book acknowledged, p99 at 50 a second',
      ratios: ratio(p99),
      goal: { atMost: 1.25 },
      figures: figures(p99, 'ms'),
    },
    {
      what: '/book → modal, 16 at a time',
      ratios: ratio(rate),
      goal: { atLeast: 0.6 },
      figures: figures(rate, 'a second'),
    },
  ];
}

/** Commands at a steady rate, whatever the answers take; the times until each was acknowledged, in ms. */
async function pace(
  target: Target,
  send: (target: Target) => Promise<{ acknowledgedMs: number; modal: Promise<void> }>,
) {
  const sent: Array<ReturnType<typeof send>> = [];
  const startedAt = performance.now();
  for (let index = 0; index < pacedSeconds * commandsASecond; index += 1) {
    const wait = startedAt + (index * 1000) / commandsASecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    sent.push(send(target));
  }
  const answers = await Promise.all(sent);
  await Promise.all(answers.map((answer) => answer.modal));
  return answers.map((answer) => answer.acknowledgedMs);
}

/** Sixteen people at once, each as soon as their modal is open; modals a second. */
async function together(
  target: Target,
  send: (target: Target) => Promise<{ modal: Promise<void> }>,
  count: number,
): Promise<number> {
  let left = count;
  const startedAt = performance.now();
  const person = async () => {
    while (left > 0) {
      left -= 1;
      await (await send(target)).modal;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, person));
  return (count * 1000) / (performance.now() - startedAt);
}

function command(agent: Agent, target: Target, trigger: string): Promise<number> {
  const body = new URLSearchParams({
    command: '/book',
    text: 'tue 7pm',
    user_id: target.user,
    trigger_id: trigger,
    team_id: 'T1',
    channel_id: 'D1',
    response_url: 'http://127.0.0.1:1/none',
  }).toString();
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  };
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const post = request(`${target.url}/slack/events`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(performance.now() - startedAt));
    });
    post.once('error', reject);
    post.end(body);
  });
}

async function mentorWithStudent(databaseUrl: string): Promise<string> {
  const database = await openPostgres(databaseUrl);
  const mentor = await addMentor(database.db, { name: 'Marc Dubois', place: 'https://video.example/marc' });
  for (let index = 0; index < 12; index += 1) await addMentorship(database.db, mentor, await addStudent(database.db));
  await database.close();
  return mentor.slackId;
}

/** About as large as the modal of `/book`: nine inputs, twelve students to choose from. */
function staticModal() {
  const text = (value: string) => ({ type: 'plain_text', text: value, emoji: false });
  const options = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    text: text(`Student Number ${index}`),
  }));
  const input = (id: string, element: object) => ({
    type: 'input',
    block_id: id,
    label: text(`Label of ${id} (Paris time)`),
    element: { action_id: id, ...element },
  });
  return {
    type: 'modal',
    callback_id: 'book',
    title: text('Book a session'),
    submit: text('Book'),
    close: text('Never mind'),
    private_metadata: JSON.stringify({ mentor: 1 }),
    blocks: [
      input('student', { type: 'static_select', options, initial_option: options[0] }),
      input('kind', { type: 'static_select', options: options.slice(0, 3), initial_option: options[0] }),
      input('date', { type: 'datepicker', initial_date: '2026-12-01' }),
      input('time', { type: 'timepicker', initial_time: '19:00', timezone: 'Europe/Paris' }),
      input('length', { type: 'static_select', options: options.slice(0, 3) }),
      input('repeat', { type: 'static_select', options: options.slice(0, 2) }),
      input('times', { type: 'number_input', is_decimal_allowed: false, initial_value: '4' }),
      input('place', { type: 'url_text_input', initial_value: 'https://video.example/marc' }),
      input('message', { type: 'plain_text_input', multiline: true, max_length: 1000 }),
    ],
  };
}
