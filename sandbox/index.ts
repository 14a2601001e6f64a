/** A local Slack for tests and demonstrations: see docs/sandbox.md. */
export type * from './driver.ts';
export type { Fault } from './faults.ts';
export type { ManifestInput } from './manifest.ts';
export type { Call, DeliveryRecord, Refusal } from './records.ts';
export { startSandbox } from './sandbox.ts';
