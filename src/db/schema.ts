import { sql } from 'drizzle-orm';
import {
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type {
  MentorshipId,
  NoteId,
  OfferId,
  OutboxId,
  PersonId,
  ProjectId,
  RequestId,
  SeriesId,
  SessionId,
  SlotId,
  TaskId,
} from '../core/ids.ts';

/*
 * What is kept. Instants are `timestamptz` and end in `At`; local dates end in `On`; durations carry their unit.
 * What PostgreSQL refuses by itself beside this (double bookings) stands in drizzle/0001_no_double_booking.sql.
 */

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** Whoever has, or had, to do with mentoring. Name, locale and zone follow Slack; first and last name are the official ones. */
export const people = pgTable('people', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity().$type<PersonId>(),
  slackId: text('slack_id').notNull().unique(),
  email: text('email'),
  name: text('name').notNull(),
  firstName: text('first_name'),
  lastName: text('last_name'),
  phone: text('phone'),
  slackLocale: text('slack_locale'),
  zone: text('zone').notNull(),
  /** Made staff by the roster. */
  isStaff: boolean('is_staff').notNull().default(false),
  /** Is staff as long as Slack says so. */
  isWorkspaceAdmin: boolean('is_workspace_admin').notNull().default(false),
  isMentor: boolean('is_mentor').notNull().default(false),
  isStudent: boolean('is_student').notNull().default(false),
  dmChannel: text('dm_channel'),
  deactivatedAt: instant('deactivated_at'),
});

export const mentors = pgTable('mentors', {
  personId: integer('person_id')
    .primaryKey()
    .references(() => people.id)
    .$type<PersonId>(),
  capacity: integer('capacity').notNull().default(0),
  projects: text('projects').array().notNull().default([]),
  place: text('place'),
  template: text('template'),
});

export const projects = pgTable(
  'projects',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity().$type<ProjectId>(),
    path: text('path').notNull(),
    name: text('name').notNull(),
    level: integer('level').notNull(),
  },
  (table) => [unique('projects_path_name').on(table.path, table.name)],
);

/** A student's file (H17). `funding` is what billing goes by (roster); `fundingMethod` is what the student says of it. */
export const students = pgTable('students', {
  personId: integer('person_id')
    .primaryKey()
    .references(() => people.id)
    .$type<PersonId>(),
  projectId: integer('project_id')
    .references(() => projects.id)
    .$type<ProjectId>(),
  funding: text('funding', { enum: ['funded', 'self-funded'] }).notNull(),
  address: text('address'),
  diploma: text('diploma'),
  objective: text('objective'),
  situation: text('situation'),
  fundingMethod: text('funding_method'),
  hours: integer('hours'),
  verifiedAt: instant('verified_at'),
  verifiedBy: integer('verified_by')
    .references(() => people.id)
    .$type<PersonId>(),
});

/** Our own copy of a student's photo, and the app's own upload of it. */
export const photos = pgTable('photos', {
  personId: integer('person_id')
    .primaryKey()
    .references(() => people.id)
    .$type<PersonId>(),
  mediaType: text('media_type').notNull(),
  content: bytes('content').notNull(),
  slackFileId: text('slack_file_id'),
  savedAt: instant('saved_at').notNull(),
});

/** One mentor with one student, from assignment to end; `channel` and `rootTs` are the student's thread. */
export const mentorships = pgTable(
  'mentorships',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity().$type<MentorshipId>(),
    mentorId: integer('mentor_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    studentId: integer('student_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    /** The pair knew each other before the app did (`since` of the roster): the discovery session counts as held. */
    metOn: date('met_on'),
    channel: text('channel'),
    rootTs: text('root_ts'),
    studentWroteAt: instant('student_wrote_at'),
    mentorWroteAt: instant('mentor_wrote_at'),
    /** *Later* or *already agreed*: nobody's turn until then. */
    laterUntil: instant('later_until'),
  },
  (table) => [
    uniqueIndex('mentorships_one_active_a_student').on(table.studentId).where(sql`ended_at is null`),
    index('mentorships_mentor').on(table.mentorId),
    index('mentorships_channel').on(table.channel),
  ],
);

/**
 * Times that one of the two puts forward and the other picks from: the mentor's offer or the student's proposal. Whether one
 * is still open is derived (contact/rules.ts): the newest, nothing booked since, a slot not yet lapsed.
 */
export const offers = pgTable(
  'offers',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity().$type<OfferId>(),
    mentorshipId: integer('mentorship_id')
      .notNull()
      .references(() => mentorships.id)
      .$type<MentorshipId>(),
    madeBy: text('made_by', { enum: ['mentor', 'student'] }).notNull(),
    madeAt: instant('made_at').notNull(),
    minutes: integer('minutes').notNull(),
    place: text('place'),
    message: text('message'),
    /** Times to move this session: picking a slot moves it instead of booking a new one. */
    movesSessionId: integer('moves_session_id').$type<SessionId>(),
    /** The session that picking a slot booked; picking another swaps it. */
    sessionId: integer('session_id').$type<SessionId>(),
    /** *None of these fits*: an answer without a time. */
    declinedAt: instant('declined_at'),
  },
  (table) => [index('offers_mentorship').on(table.mentorshipId)],
);

export const offerSlots = pgTable(
  'offer_slots',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity().$type<SlotId>(),
    offerId: integer('offer_id')
      .notNull()
      .references(() => offers.id)
      .$type<OfferId>(),
    startsAt: instant('starts_at').notNull(),
  },
  (table) => [index('offer_slots_offer').on(table.offerId)],
);

/** A weekly time: weekday (1 = Monday) and local time in `zone`, which stay across clock changes (N2). */
export const series = pgTable('series', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity().$type<SeriesId>(),
  mentorshipId: integer('mentorship_id')
    .notNull()
    .references(() => mentorships.id)
    .$type<MentorshipId>(),
  weekday: integer('weekday').notNull(),
  localTime: text('local_time').notNull(),
  zone: text('zone').notNull(),
  minutes: integer('minutes').notNull(),
  times: integer('times').notNull(),
});

export const sessions = pgTable(
  'sessions',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity().$type<SessionId>(),
    mentorshipId: integer('mentorship_id')
      .notNull()
      .references(() => mentorships.id)
      .$type<MentorshipId>(),
    mentorId: integer('mentor_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    studentId: integer('student_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    kind: text('kind', { enum: ['discovery', 'mentoring', 'presentation'] }).notNull(),
    status: text('status', { enum: ['booked', 'completed', 'cancelled', 'cancelled_late', 'absent', 'other'] })
      .notNull()
      .default('booked'),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    zone: text('zone').notNull(),
    place: text('place'),
    message: text('message'),
    /** Grows with every move, cancellation and correction; the keys of the session's messages carry it. */
    revision: integer('revision').notNull().default(0),
    seriesId: integer('series_id')
      .references(() => series.id)
      .$type<SeriesId>(),
    bookedAt: instant('booked_at').notNull(),
    bookedBy: integer('booked_by')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    addedAfterwards: boolean('added_afterwards').notNull().default(false),
    /** When it became known what became of it. */
    statusAt: instant('status_at'),
    /** When its status was corrected last. */
    correctedAt: instant('corrected_at'),
    statusBy: integer('status_by')
      .references(() => people.id)
      .$type<PersonId>(),
    /** Why a session ended as *other*; shared with the student (L1). */
    reason: text('reason'),
    /** Copied when the session ends, for billing (L6). */
    level: integer('level'),
    funding: text('funding', { enum: ['funded', 'self-funded'] }),
  },
  (table) => [
    index('sessions_mentorship').on(table.mentorshipId, table.startsAt),
    index('sessions_mentor_booked').on(table.mentorId, table.startsAt).where(sql`status = 'booked'`),
    index('sessions_student').on(table.studentId, table.startsAt),
  ],
);

export const sessionMoves = pgTable('session_moves', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  sessionId: integer('session_id')
    .notNull()
    .references(() => sessions.id)
    .$type<SessionId>(),
  revision: integer('revision').notNull(),
  fromStartsAt: instant('from_starts_at').notNull(),
  fromEndsAt: instant('from_ends_at').notNull(),
  movedAt: instant('moved_at').notNull(),
  movedBy: integer('moved_by')
    .notNull()
    .references(() => people.id)
    .$type<PersonId>(),
});

/** A note shared with the student: of a session, or between sessions. Its texts are the versions; the newest counts. */
export const notes = pgTable(
  'notes',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity().$type<NoteId>(),
    mentorshipId: integer('mentorship_id')
      .notNull()
      .references(() => mentorships.id)
      .$type<MentorshipId>(),
    studentId: integer('student_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    sessionId: integer('session_id')
      .unique()
      .references(() => sessions.id)
      .$type<SessionId>(),
    authorId: integer('author_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    writtenAt: instant('written_at').notNull(),
  },
  (table) => [index('notes_student').on(table.studentId, table.writtenAt)],
);

export const noteVersions = pgTable(
  'note_versions',
  {
    noteId: integer('note_id')
      .notNull()
      .references(() => notes.id)
      .$type<NoteId>(),
    version: integer('version').notNull(),
    /** `{ note }`, or the answers to the discovery session's questions (H23). */
    texts: jsonb('texts').notNull().$type<Record<string, string>>(),
    writtenBy: integer('written_by')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    writtenAt: instant('written_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.noteId, table.version] })],
);

/** H24: for mentors and staff. Never joined to anything that is sent. */
export const privateComments = pgTable(
  'private_comments',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    studentId: integer('student_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    sessionId: integer('session_id')
      .references(() => sessions.id)
      .$type<SessionId>(),
    noteId: integer('note_id')
      .references(() => notes.id)
      .$type<NoteId>(),
    authorId: integer('author_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    text: text('text').notNull(),
    writtenAt: instant('written_at').notNull(),
  },
  (table) => [index('private_comments_student').on(table.studentId, table.writtenAt)],
);

export const tasks = pgTable(
  'tasks',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity().$type<TaskId>(),
    mentorshipId: integer('mentorship_id')
      .notNull()
      .references(() => mentorships.id)
      .$type<MentorshipId>(),
    studentId: integer('student_id')
      .notNull()
      .references(() => people.id)
      .$type<PersonId>(),
    sessionId: integer('session_id')
      .notNull()
      .references(() => sessions.id)
      .$type<SessionId>(),
    position: integer('position').notNull(),
    text: text('text').notNull(),
    minutes: integer('minutes'),
    givenAt: instant('given_at').notNull(),
    doneAt: instant('done_at'),
  },
  (table) => [index('tasks_student').on(table.studentId)],
);

/** What somebody asks of the pedagogical team by a button; `messageTs` points at their words in Slack, which we don't keep. */
export const staffRequests = pgTable('staff_requests', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity().$type<RequestId>(),
  personId: integer('person_id')
    .notNull()
    .references(() => people.id)
    .$type<PersonId>(),
  kind: text('kind', {
    enum: [
      'question',
      'not-right',
      'change-mentor',
      'silent-student',
      'silent-mentor',
      'status-missing',
      /** One of a pair has left Slack; `personId` is whoever left. */
      'deactivated',
    ],
  }).notNull(),
  mentorshipId: integer('mentorship_id')
    .references(() => mentorships.id)
    .$type<MentorshipId>(),
  sessionId: integer('session_id')
    .references(() => sessions.id)
    .$type<SessionId>(),
  askedAt: instant('asked_at').notNull(),
  messageChannel: text('message_channel'),
  messageTs: text('message_ts'),
  takenBy: integer('taken_by')
    .references(() => people.id)
    .$type<PersonId>(),
  takenAt: instant('taken_at'),
  settledAt: instant('settled_at'),
  /** One request a matter, however often it is asked; what a person asks again after it was settled opens it anew. */
  matter: text('matter').notNull().unique(),
});

/** Who did what to whom, and when; never the text. */
export const audit = pgTable('audit', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  at: instant('at').notNull(),
  actorId: integer('actor_id')
    .references(() => people.id)
    .$type<PersonId>(),
  action: text('action').notNull(),
  subject: text('subject').notNull(),
});

/** Submissions that were carried out: delivered again, one gets the same answer. */
export const submissions = pgTable('submissions', {
  viewId: text('view_id').primaryKey(),
  value: jsonb('value'),
  carriedOutAt: instant('carried_out_at').notNull(),
});

/** When the sweep must look at something again: the only thing that it reads to find what is due. */
export const timers = pgTable(
  'timers',
  {
    kind: text('kind', { enum: ['mentorship', 'session', 'profile'] }).notNull(),
    subjectId: integer('subject_id').notNull(),
    dueAt: instant('due_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.subjectId] }), index('timers_due').on(table.kind, table.dueAt)],
);

/** Messages that leave by themselves. Ids and instants only, never people's words: a row is rendered when it is sent. */
export const outbox = pgTable(
  'outbox',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity().$type<OutboxId>(),
    kind: text('kind').notNull(),
    payload: jsonb('payload').notNull().$type<unknown>(),
    /** Unique for ever: whatever runs twice says it once. */
    dedupeKey: text('dedupe_key').notNull().unique(),
    /** `dm:PERSON`, `pair:MENTORSHIP` or `staff`: rows of one conversation leave in their order. */
    conversation: text('conversation').notNull(),
    /** What the message is about (`session:7`): when that changes, the message is edited. */
    subject: text('subject'),
    /** An edit of the message that this row sent: rendered anew, it replaces what stands there. */
    editOf: integer('edit_of').$type<OutboxId>(),
    dueAt: instant('due_at').notNull(),
    state: text('state', { enum: ['pending', 'sent', 'dropped', 'dead'] })
      .notNull()
      .default('pending'),
    /** Why it was dropped or died: a code, never words of people. */
    why: text('why'),
    attempts: integer('attempts').notNull().default(0),
    retryAt: instant('retry_at'),
    /** Wall time until which a process holds the row. */
    claimedUntil: instant('claimed_until'),
    /** A send was begun whose outcome is unknown: look it up in Slack before trying again. */
    uncertain: boolean('uncertain').notNull().default(false),
    channel: text('channel'),
    ts: text('ts'),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (table) => [
    index('outbox_pending').on(table.dueAt).where(sql`state = 'pending'`),
    index('outbox_pending_conversation').on(table.conversation, table.id).where(sql`state = 'pending'`),
    index('outbox_subject').on(table.subject),
  ],
);
