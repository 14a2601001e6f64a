/** SQLSTATE and constraint of a database error, whichever driver it came from; drizzle wraps them as the cause. */
export function databaseError(error: unknown): { code: string; constraint: string | null } | null {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (!('code' in current) || typeof current.code !== 'string' || !/^[0-9A-Z]{5}$/.test(current.code)) continue;
    const constraint = 'constraint' in current ? current.constraint : undefined;
    return { code: current.code, constraint: typeof constraint === 'string' ? constraint : null };
  }
  return null;
}

export const deadlockDetected = '40P01';
export const exclusionViolation = '23P01';
