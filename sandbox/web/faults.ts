import type { Fault } from '../faults.ts';
import type { Face } from './face.ts';
import type { Words } from './words.ts';

/** What anybody can make Slack do wrong, to see that nothing is lost and nothing comes twice. */
export const switches: readonly { name: keyof Words['glass']['faults']; fault: Fault }[] = [
  { name: 'slow', fault: { kind: 'slow', milliseconds: 2_000 } },
  { name: 'lost', fault: { kind: 'lost-answer', method: 'chat.postMessage' } },
  {
    name: 'limits',
    fault: { kind: 'rate-limited', method: 'chat.postMessage', retryAfter: 30 },
  },
  { name: 'away', fault: { kind: 'away' } },
];

/** Turns off whichever are on. */
export function calm(face: Face): void {
  for (const on of face.memory.faults.values()) on.lift();
  face.memory.faults.clear();
}

/** Turns one of them on, or off again. */
export function flip(face: Face, name: string): void {
  const on = face.memory.faults.get(name);
  const known = switches.find((each) => each.name === name);
  if (on) {
    on.lift();
    face.memory.faults.delete(name);
  } else if (known) {
    face.memory.faults.set(name, face.options.sandbox().fault(known.fault));
  }
  face.world.signal.changed();
}
