-- Neither mentor nor student can be in two sessions at once. drizzle-kit does not write exclusion constraints.
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_end_after_start" CHECK (ends_at > starts_at);
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_mentor_overlap"
  EXCLUDE USING gist (mentor_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
  WHERE (status IN ('booked', 'completed', 'absent'));
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_student_overlap"
  EXCLUDE USING gist (student_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
  WHERE (status IN ('booked', 'completed', 'absent'));
