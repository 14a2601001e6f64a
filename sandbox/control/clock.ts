/** A clock that runs with the machine's, from wherever it was last put. */
export interface RunningClock {
  now(): Date;
  /** Never back: an app keeps its promises in order. For an instant that has passed, it stays where it is. */
  to(instant: Date): void;
}

export function runningClock(): RunningClock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    to(instant) {
      ahead = Math.max(ahead, instant.getTime() - Date.now());
    },
  };
}
