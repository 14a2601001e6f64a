import { randomBytes } from 'node:crypto';

/** A short reference that a person can read out and the log has too, e.g. `K7QF-2M9D`. */
export function newReference(): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const eight = Array.from(randomBytes(8), (byte) => letters[byte % letters.length]);
  return `${eight.slice(0, 4).join('')}-${eight.slice(4).join('')}`;
}
