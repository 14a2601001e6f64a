import { isNotNull } from 'drizzle-orm';
import type { Db } from './client.ts';
import { staffRequests } from './schema.ts';

/**
 * Somebody asks the pedagogical team. What is open is asked once, however often; what was settled is opened anew, since whoever
 * asks again is not done with it. Answers whether the team has something to do that it had not before.
 */
export async function askStaff(tx: Db, request: typeof staffRequests.$inferInsert): Promise<boolean> {
  const asked = await tx
    .insert(staffRequests)
    .values(request)
    .onConflictDoUpdate({
      target: staffRequests.matter,
      set: { ...request, takenBy: null, takenAt: null, settledAt: null },
      setWhere: isNotNull(staffRequests.settledAt),
    })
    .returning({ id: staffRequests.id });
  return asked.length > 0;
}
