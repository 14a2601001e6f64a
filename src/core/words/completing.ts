import { type Markup, mrkdwn } from '../mrkdwn.ts';

/** What the form `complete`, and the reply that comes of it, say. */
const en = {
  completeTitle: 'Complete a session',
  correctTitle: 'Correct a session',
  sessionLabel: 'Session',
  notListed: 'One not listed',
  lastDays: 'Of the last 7 days. It is kept as added afterwards, and the student is told.',
  statusLabel: 'Status',
  reasonShared: 'The student reads it.',
  noteHint: 'Needed for a completed session. The student reads it in your thread.',
  tasksLabel: 'Tasks until the next session',
  tasksHint: 'One a line, with an estimate at the end if you like: ~3h. About 15 to 35 hours in all suit a week.',
  tasksExample: 'Read chapter 3 ~3h',
  notSaved: 'Not saved as the form stands; the text stays here in case you change your choice back:',
  workload: (warning: 'too-little' | 'too-much', total: string) =>
    warning === 'too-little'
      ? `These tasks come to ${total}, less than the usual 15 hours a week. That’s fine if you mean it.`
      : `These tasks come to ${total}, more than 35 hours a week. That’s fine if you mean it.`,
  followingLabel: 'The next session',
  followings: {
    asBooked: (day: string) => `As already booked: ${day}`,
    sameSlot: (day: string) => `Same time next week: ${day}`,
    another: 'Another time (the form opens next)',
    notNow: 'Not now',
  },
  savedTitle: 'Saved',
  hasStatus: 'This session has its status already. You can correct it from the student’s file.',
  notEnded: 'This session has no status yet. Use /complete once it has begun.',
  notBegun: 'This session has not begun yet. You can cancel or move it until then.',
  notRecent: 'Choose a day of the last 7 days, and a time that has passed.',
  mentorshipEnded: 'This mentorship has ended, so no further session was booked.',
  nextRefused: (why: string | null) =>
    why === null
      ? 'The session is saved. The same time next week could not be booked: choose another one here.'
      : `The session is saved. The same time next week was not booked: ${why}`,
  nextFormOpens: 'The form for the next session opens in a moment. If it does not, use /book.',
  nothingWaits: (student: string) => `No session with ${student} waits for a status from you.`,
  nameForComplete: 'Say whose session it is: /complete @student.',
  studentsDontComplete: 'Your mentor sets the status of a session. If something is wrong, ask the pedagogical team.',
  statusNotYet: 'The session can’t have this status now. Absent is possible after a third of it.',
  noteMissing: 'A completed session needs this: the student reads it.',
  tooManyTasks: (most: number) => `Please keep it to ${most} tasks.`,
  completion: (who: Markup, kind: string, when: Markup) => mrkdwn`${who} *${kind} of ${when}*`,
  statusOf: (status: string) => mrkdwn`Status: ${status}`,
  addedAfterwards: 'Added afterwards: it had not been booked.',
  correctedOn: (when: Markup) => mrkdwn`Corrected ${when}`,
  tasksTitle: mrkdwn`*Tasks until the next session*`,
  taskLine: (text: string, estimate: string | null, isDone: boolean) =>
    `${isDone ? '☑' : '☐'} ${text}${estimate === null ? '' : ` (~${estimate})`}`,
  next: (when: Markup, local: string | null) =>
    local === null ? mrkdwn`*Next session:* ${when}` : mrkdwn`*Next session:* ${when} (${local})`,
};

const fr: typeof en = {
  completeTitle: 'Terminer une séance',
  correctTitle: 'Corriger une séance',
  sessionLabel: 'Séance',
  notListed: 'Une séance absente de la liste',
  lastDays: 'Des 7 derniers jours. Elle est notée comme ajoutée après coup, et l’étudiant est prévenu.',
  statusLabel: 'Statut',
  reasonShared: 'L’étudiant la lit.',
  noteHint: 'Nécessaire pour une séance effectuée. L’étudiant la lit dans votre fil.',
  tasksLabel: 'Tâches d’ici la prochaine séance',
  tasksHint:
    'Une par ligne, avec une estimation à la fin si vous voulez : ~3h. En tout, 15 à 35 heures conviennent à une semaine.',
  tasksExample: 'Lire le chapitre 3 ~3h',
  notSaved: 'Non enregistré avec ces choix ; le texte reste ici au cas où vous y reviendriez :',
  workload: (warning, total) =>
    warning === 'too-little'
      ? `Ces tâches font ${total}, moins que les 15 heures habituelles par semaine. C’est possible si c’est voulu.`
      : `Ces tâches font ${total}, plus de 35 heures par semaine. C’est possible si c’est voulu.`,
  followingLabel: 'La prochaine séance',
  followings: {
    asBooked: (day) => `Comme déjà réservée : ${day}`,
    sameSlot: (day) => `Même heure la semaine prochaine : ${day}`,
    another: 'Un autre horaire (le formulaire s’ouvre ensuite)',
    notNow: 'Pas maintenant',
  },
  savedTitle: 'Enregistré',
  hasStatus: 'Cette séance a déjà son statut. Vous pouvez le corriger depuis le dossier de l’étudiant.',
  notEnded: 'Cette séance n’a pas encore de statut. Utilisez /complete dès qu’elle a commencé.',
  notBegun: 'Cette séance n’a pas encore commencé. D’ici là, vous pouvez l’annuler ou la déplacer.',
  notRecent: 'Choisissez un jour parmi les 7 derniers, et une heure passée.',
  mentorshipEnded: 'Ce mentorat est terminé : aucune autre séance n’a été réservée.',
  nextRefused: (why) =>
    why === null
      ? 'La séance est enregistrée. La même heure la semaine prochaine n’a pas pu être réservée : choisissez-en une autre ici.'
      : `La séance est enregistrée. La même heure la semaine prochaine n’a pas été réservée : ${why}`,
  nextFormOpens: 'Le formulaire de la prochaine séance s’ouvre dans un instant. Sinon, utilisez /book.',
  nothingWaits: (student) => `Aucune séance avec ${student} n’attend que vous indiquiez son statut.`,
  nameForComplete: 'Dites de qui est la séance : /complete @étudiant.',
  studentsDontComplete:
    'C’est votre mentor qui indique le statut d’une séance. En cas d’erreur, demandez à l’équipe pédagogique.',
  statusNotYet: 'La séance ne peut pas avoir ce statut maintenant. « Absent » est possible après un tiers de la durée.',
  noteMissing: 'Une séance effectuée en a besoin : l’étudiant le lit.',
  tooManyTasks: (most) => `${most} tâches au plus, s’il vous plaît.`,
  completion: (who, kind, when) => mrkdwn`${who} *${kind} du ${when}*`,
  statusOf: (status) => mrkdwn`Statut : ${status}`,
  addedAfterwards: 'Ajoutée après coup : elle n’avait pas été réservée.',
  correctedOn: (when) => mrkdwn`Corrigée ${when}`,
  tasksTitle: mrkdwn`*Tâches d’ici la prochaine séance*`,
  taskLine: (text, estimate, isDone) => `${isDone ? '☑' : '☐'} ${text}${estimate === null ? '' : ` (~${estimate})`}`,
  next: (when, local) =>
    local === null ? mrkdwn`*Prochaine séance :* ${when}` : mrkdwn`*Prochaine séance :* ${when} (${local})`,
};

export const completing = { en, fr };
