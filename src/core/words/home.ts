import { type Markup, mrkdwn } from '../mrkdwn.ts';

const en = {
  needsYou: 'What needs you now',
  nothingNeeded: 'Nothing right now. Enjoy your day!',
  more: (count: number) => mrkdwn`and ${count} more: \`/mentoring students\` lists all of them`,
  moreRequests: (count: number) => mrkdwn`and ${count} more, older ones`,

  upcoming: 'Next sessions',
  noSessions: 'No session is booked.',
  session: (who: string, when: Markup, local: string | null) =>
    mrkdwn`*${who}*: ${when}${local === null ? '' : ` (${local})`}`,

  students: 'Your students',
  noStudents: 'You have no students right now. As soon as one is assigned to you, they appear here.',
  student: (name: string, next: Markup | null) =>
    next === null ? mrkdwn`*${name}*: no session booked` : mrkdwn`*${name}*: next session ${next}`,
  moreStudents: (count: number) => mrkdwn`and ${count} more`,
  missing: (fields: string) => mrkdwn`Profile lacks: ${fields}`,
  places: (students: number, capacity: number) => mrkdwn`${students} of ${capacity} places taken`,

  mentor: (name: string) => mrkdwn`Your mentor is *${name}*.`,
  noMentor: 'You have no mentor right now. The pedagogical team will introduce you to one, and you will read it here.',
  waitsForYou: (mentor: string, current: Markup | null) =>
    current === null
      ? mrkdwn`*${mentor}* offered you times. Which one fits?`
      : mrkdwn`*${mentor}* offered you other times for the session on ${current}. Which one fits?`,
  profileLacks: (fields: string) => mrkdwn`Your profile lacks: ${fields}`,
  tasks: 'Tasks to tick',
  noTasks: 'No open tasks. Well done!',
  taskDone: (text: string) => `☑ ${text}`,
  moreTasks: (count: number) => mrkdwn`and ${count} more`,

  team: 'Pedagogical team',
  requests: 'Requests and silences',
  noRequests: 'Nobody is silent, and nobody waits for you.',
  deadLetters: 'Messages that could not be delivered',
  moreDeadLetters: (count: number) =>
    mrkdwn`and ${count} more, given up later: they come up as these leave, or fail once more`,
  deadLetter: (what: string, why: string, when: Markup) => mrkdwn`*${what}*, ${when}: ${why}`,
  /** Every kind of message, by its name in the outbox. */
  messages: {
    introduction: 'Introduction of mentor and student',
    offer: 'Offer of times',
    'forwarded-message': 'A student’s message to their mentor',
    'message-to-app': 'Answer to a message to the app',
    booking: 'Booking',
    moved: 'New time of a session',
    cancellation: 'Cancellation of a session',
    completion: 'Note and tasks of a session',
    'missed-session': 'Word to the student on a missed session',
    note: 'Note',
    'reply-missing': 'Reminder of a student who does not answer',
    'answer-missing': 'Reminder of a student who waits',
    'contact-missing': 'Reminder of a new student',
    'next-missing': 'Reminder to book the next session',
    'session-upcoming': 'Reminder of a session',
    'status-missing': 'Reminder of a session without a status',
    'profile-missing': 'Reminder of the profile',
    'mentor-digest': 'A mentor’s message of the morning',
    'staff-digest': 'The team’s message of the morning',
  },
  anotherMessage: 'A message',
  /** Why one was given up, by the code of Slack or of the outbox. */
  whyNot: {
    channel_not_found: 'the app does not see the conversation (any more). Is it a member of it?',
    not_in_channel: 'the app is not in that channel. Invite it there.',
    is_archived: 'the channel is archived.',
    restricted_action: 'the workspace does not let the app write there.',
    thread_not_begun: 'the introduction before it was not delivered. Try that one first.',
    no_answer: 'Slack did not answer for a day.',
    failed: 'the app could not put it together. Whoever runs the app finds the reason in the log.',
  },
  refusedBySlack: (code: string) => `Slack refused it (${code}).`,
  load: 'Mentors by load',
  loadLine: (name: string, students: number, capacity: number) =>
    mrkdwn`• *${name}*: ${students} of ${capacity} places`,
  noMentors: 'There are no mentors yet. Import the school’s people to begin.',

  buttons: {
    join: 'Join',
    anotherTime: 'Another time',
    cancel: 'Cancel',
    dossier: 'Dossier',
    anotherDossier: 'Choose one',
    profile: 'My profile',
    book: 'Book a session',
    complete: 'Complete a session',
    note: 'Add a note',
    propose: 'Propose times',
    done: 'Done',
    undo: 'Not done yet',
    import: 'Import people',
    retry: 'Try again',
    askTeam: 'Ask the team',
  },
  retried: 'It will be tried again now.',
  notDead: 'This message was tried again already.',

  help: {
    title: 'What you can do',
    mentor: [
      '/book @student tue 7pm – book a session; “weekly x6” books six weeks at once',
      '/complete @student – set a session’s status, with note, tasks and the next date',
      '/note @student – add a note between sessions',
      '/profile @student – see and complete a student’s profile, read their notes and sessions',
      '/mentoring students – your students, with what is missing',
      '/mentoring sessions – your next sessions',
    ],
    student: [
      '/profile – see your profile, and edit your contact details',
      '/mentoring sessions – your next sessions',
      '/mentoring tasks – what to do until then',
      '/mentoring mentor – who your mentor is',
    ],
    staff: [
      '/profile @student – see a student’s profile, notes and sessions; verify or correct them',
      '/mentoring team import – import people from a CSV file',
    ],
    home: 'All of this is in the app’s home too, with buttons.',
    contacts: {
      advisors: (contact: string) => `Questions about a student: ${contact}`,
      mentorTeam: (contact: string) => `Questions about mentoring: ${contact}`,
      studentTeam: (contact: string) => `Questions about money or administration: ${contact}`,
    },
  },
  unknown: (word: string) => `“${word}” is not something I know yet. The app’s home has everything that there is.`,
  staffOnly: 'This is for the pedagogical team.',
  lines: {
    session: (who: string, when: string) => `• ${who}: ${when}`,
    student: (name: string, next: string | null, missing: string | null) =>
      `• ${name}: ${next === null ? 'no session booked' : `next session ${next}`}${missing === null ? '' : `; profile lacks: ${missing}`}`,
    task: (text: string) => `• ${text}`,
    mentor: (name: string) => `Your mentor is ${name}.`,
  },
};

const fr: typeof en = {
  needsYou: 'Ce qui vous attend',
  nothingNeeded: 'Rien pour l’instant. Bonne journée !',
  more: (count) => mrkdwn`et ${count} de plus : \`/mentoring students\` les liste tous`,
  moreRequests: (count) => mrkdwn`et ${count} de plus, plus anciens`,

  upcoming: 'Prochaines séances',
  noSessions: 'Aucune séance n’est réservée.',
  session: (who, when, local) => mrkdwn`*${who}* : ${when}${local === null ? '' : ` (${local})`}`,

  students: 'Vos étudiants',
  noStudents: 'Vous n’avez pas d’étudiant pour l’instant. Dès qu’on vous en confie un, il apparaît ici.',
  student: (name, next) =>
    next === null ? mrkdwn`*${name}* : aucune séance réservée` : mrkdwn`*${name}* : prochaine séance ${next}`,
  moreStudents: (count) => mrkdwn`et ${count} de plus`,
  missing: (fields) => mrkdwn`Il manque au profil : ${fields}`,
  places: (students, capacity) => mrkdwn`${students} places prises sur ${capacity}`,

  mentor: (name) => mrkdwn`Votre mentor est *${name}*.`,
  noMentor:
    'Vous n’avez pas de mentor pour l’instant. L’équipe pédagogique vous en présentera un, et vous le lirez ici.',
  waitsForYou: (mentor, current) =>
    current === null
      ? mrkdwn`*${mentor}* vous a proposé des horaires. Lequel vous convient ?`
      : mrkdwn`*${mentor}* vous a proposé d’autres horaires pour la séance du ${current}. Lequel vous convient ?`,
  profileLacks: (fields) => mrkdwn`Il manque à votre profil : ${fields}`,
  tasks: 'Tâches à cocher',
  noTasks: 'Aucune tâche en cours. Bravo !',
  taskDone: (text) => `☑ ${text}`,
  moreTasks: (count) => mrkdwn`et ${count} de plus`,

  team: 'Équipe pédagogique',
  requests: 'Demandes et silences',
  noRequests: 'Personne n’est silencieux, et personne ne vous attend.',
  deadLetters: 'Messages qui n’ont pas pu être remis',
  moreDeadLetters: (count) =>
    mrkdwn`et ${count} de plus, abandonnés ensuite : ils remontent quand ceux-ci partent, ou échouent à nouveau`,
  deadLetter: (what, why, when) => mrkdwn`*${what}*, ${when} : ${why}`,
  messages: {
    introduction: 'Présentation du mentor et de l’étudiant',
    offer: 'Proposition d’horaires',
    'forwarded-message': 'Message d’un étudiant à son mentor',
    'message-to-app': 'Réponse à un message à l’application',
    booking: 'Réservation',
    moved: 'Nouvel horaire d’une séance',
    cancellation: 'Annulation d’une séance',
    completion: 'Note et tâches d’une séance',
    'missed-session': 'Mot à l’étudiant sur une séance manquée',
    note: 'Note',
    'reply-missing': 'Rappel : un étudiant ne répond pas',
    'answer-missing': 'Rappel : un étudiant attend',
    'contact-missing': 'Rappel : un nouvel étudiant',
    'next-missing': 'Rappel : réserver la prochaine séance',
    'session-upcoming': 'Rappel d’une séance',
    'status-missing': 'Rappel : une séance sans statut',
    'profile-missing': 'Rappel : le profil',
    'mentor-digest': 'Message du matin d’un mentor',
    'staff-digest': 'Message du matin de l’équipe',
  },
  anotherMessage: 'Un message',
  whyNot: {
    channel_not_found: 'l’application ne voit pas (ou plus) la conversation. En est-elle membre ?',
    not_in_channel: 'l’application n’est pas dans ce canal. Invitez-la.',
    is_archived: 'le canal est archivé.',
    restricted_action: 'l’espace de travail ne laisse pas l’application y écrire.',
    thread_not_begun: 'la présentation qui le précède n’a pas été remise. Relancez-la d’abord.',
    no_answer: 'Slack n’a pas répondu pendant une journée.',
    failed: 'l’application n’a pas pu le composer. La raison figure dans son journal.',
  },
  refusedBySlack: (code) => `Slack l’a refusé (${code}).`,
  load: 'Mentors par charge',
  loadLine: (name, students, capacity) => mrkdwn`• *${name}* : ${students} places sur ${capacity}`,
  noMentors: 'Il n’y a pas encore de mentor. Importez les personnes de l’école pour commencer.',

  buttons: {
    join: 'Rejoindre',
    anotherTime: 'Un autre horaire',
    cancel: 'Annuler',
    dossier: 'Dossier',
    anotherDossier: 'Choisir',
    profile: 'Mon profil',
    book: 'Réserver une séance',
    complete: 'Clôturer une séance',
    note: 'Ajouter une note',
    propose: 'Proposer des horaires',
    done: 'Fait',
    undo: 'Pas encore fait',
    import: 'Importer des personnes',
    retry: 'Réessayer',
    askTeam: 'Demander à l’équipe',
  },
  retried: 'Nouvel essai en cours.',
  notDead: 'Ce message a déjà été relancé.',

  help: {
    title: 'Ce que vous pouvez faire',
    mentor: [
      '/book @étudiant mardi 19h – réserver une séance ; « weekly x6 » en réserve six semaines',
      '/complete @étudiant – indiquer le statut d’une séance, avec note, tâches et prochaine date',
      '/note @étudiant – ajouter une note entre les séances',
      '/profile @étudiant – voir et compléter le profil d’un étudiant, lire ses notes et séances',
      '/mentoring students – vos étudiants, avec ce qui manque',
      '/mentoring sessions – vos prochaines séances',
    ],
    student: [
      '/profile – voir votre profil et modifier vos coordonnées',
      '/mentoring sessions – vos prochaines séances',
      '/mentoring tasks – ce qu’il y a à faire d’ici là',
      '/mentoring mentor – qui est votre mentor',
    ],
    staff: [
      '/profile @étudiant – voir le profil, les notes et les séances d’un étudiant, vérifier et corriger',
      '/mentoring team import – importer des personnes depuis un fichier CSV',
    ],
    home: 'Tout cela se trouve aussi dans l’accueil de l’application, avec des boutons.',
    contacts: {
      advisors: (contact) => `Questions sur un étudiant : ${contact}`,
      mentorTeam: (contact) => `Questions sur le mentorat : ${contact}`,
      studentTeam: (contact) => `Questions d’argent ou d’administration : ${contact}`,
    },
  },
  unknown: (word) => `« ${word} » n’est pas encore connu ici. L’accueil de l’application contient tout ce qui existe.`,
  staffOnly: 'C’est réservé à l’équipe pédagogique.',
  lines: {
    session: (who, when) => `• ${who} : ${when}`,
    student: (name, next, missing) =>
      `• ${name} : ${next === null ? 'aucune séance réservée' : `prochaine séance ${next}`}${missing === null ? '' : ` ; il manque au profil : ${missing}`}`,
    task: (text) => `• ${text}`,
    mentor: (name) => `Votre mentor est ${name}.`,
  },
};

export const home = { en, fr };
