import type { Context } from './api/method.ts';
import type { Faults } from './faults.ts';
import type { Limits } from './limits.ts';
import type { Records } from './records.ts';

/** All that Slack's servers hold and do: the world and its deliveries, what goes wrong on request, and the records. */
export interface Desk {
  context: Context;
  faults: Faults;
  limits: Limits;
  records: Records;
}
