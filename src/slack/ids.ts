/**
 * The ids that tie what Slack shows to what we do. `callback_id`s and commands are a contract with the manifest and with what
 * Slack shows already; an `action_id` may carry something after a colon, to be unique in its block: what stands before is
 * looked up.
 */
export const commands = {
  book: '/book',
  complete: '/complete',
  note: '/note',
  profile: '/profile',
  mentoring: '/mentoring',
} as const;

export const callbacks = {
  book: 'book',
  complete: 'complete',
  cancel: 'cancel',
  propose: 'propose',
  note: 'note',
  editNote: 'edit_note',
  dossier: 'dossier',
  privateComments: 'private_comments',
  import: 'import',
  profile: 'profile',
  studentChoice: 'student_choice',
  offer: 'offer',
} as const;

export const shortcuts = {
  book: 'book_session',
  complete: 'complete_session',
  bookFromMessage: 'book',
  completeFromMessage: 'complete',
  noteFromMessage: 'note',
} as const;

/** Buttons and choices that act by themselves. The comment says what `value` holds. */
export const actions = {
  /** mentorship id */
  openOffer: 'open_offer',
  /** mentorship id, or empty */
  openBook: 'open_book',
  /** a choice in the modal `book` that others hang on */
  bookChanged: 'book_changed',
  /** a date or time in the modals `offer` and `propose`; after the colon: which */
  timeChanged: 'time_changed',
  /** one more row in the modal `offer` */
  addTime: 'add_time',
  /** a choice in the modal `complete` that others hang on */
  completeChanged: 'complete_changed',
  /** mentorship id: *Already agreed elsewhere* */
  agreedElsewhere: 'agreed_elsewhere',
  /** session id, or empty for the oldest without a status */
  openComplete: 'open_complete',
  /** student's person id, or empty */
  openNote: 'open_note',
  /** student's person id, or empty for the own one */
  openProfile: 'open_profile',
  /** student's person id, empty for the own one (a mentor's: one of theirs), or `anybody` for staff's choice */
  openDossier: 'open_dossier',
  openImport: 'open_import',
  /** slot id */
  pickSlot: 'pick_slot',
  /** offer id */
  noneFits: 'none_fits',
  /** mentorship id */
  propose: 'propose_times',
  /** slot id: the mentor accepts one of the student's times */
  acceptSlot: 'accept_slot',
  /** `session id:revision` */
  anotherTime: 'another_time',
  /** `session id:revision` */
  cancelSession: 'cancel_session',
  /** opens the video link in the browser */
  join: 'join',
  /** mentorship id: nobody's turn for 7 days */
  later: 'later',
  /** mentorship id: shows the student's phone number to whoever may see it */
  showPhone: 'show_phone',
  /** request id */
  takeRequest: 'take_request',
  /** request id: what staff was asked is done */
  settleRequest: 'settle_request',
  /** session id: a student contests *absent* or *late* */
  notRight: 'not_right',
  /** `channel:ts` of what was written to the app */
  forwardMessage: 'forward_message',
  askTeam: 'ask_team',
  /** task id; `task id:undo` takes the tick away */
  tickTask: 'tick_task',
  /** student's person id */
  verifyProfile: 'verify_profile',
  /** `student id:page` */
  dossierPage: 'dossier_page',
  /** student's person id, or `student id:page`: private comments are hidden until asked for (N10) */
  showPrivate: 'show_private',
  /** session id: from the dossier */
  correctStatus: 'correct_status',
  /** note id: from the dossier */
  editNote: 'edit_note',
  /** outbox id: a dead letter is tried again */
  retryMessage: 'retry_message',
} as const;
