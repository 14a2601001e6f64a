import { type Markup, type Mrkdwn, mrkdwn } from '../mrkdwn.ts';

const en = {
  kind: { discovery: 'Discovery session', mentoring: 'Mentoring session', presentation: 'Presentation' },
  status: {
    booked: 'Booked',
    completed: 'Completed',
    cancelled: 'Cancelled in time',
    cancelled_late: 'Cancelled late',
    absent: 'Student absent',
    other: 'Did not take place',
  },
  minutes: (minutes: number) => `${minutes} minutes`,

  past: 'This time has passed. Choose one that lies ahead.',
  tooFar: 'This is more than a year ahead. Choose a nearer date.',
  noSuchTime: 'The clocks change then: this time does not exist that day. Choose another one.',
  seriesSkips: (week: number) =>
    `In week ${week} the clocks change and this time does not exist. Book fewer weeks, or another time.`,
  wrongLength: (minutes: readonly number[]) => `This kind of session lasts ${minutes.join(' or ')} minutes.`,
  wrongPlace: 'This is not a web address. It should look like https://meet.example/room.',
  wrongTimes: (most: number) => `Choose a whole number of weeks from 2 to ${most}.`,
  taken: (name: string | null) => (name === null ? 'This time is taken.' : `${name} is taken then.`),
  inTheWay: (mentor: string | null, student: string, from: string, to: string) =>
    `${mentor === null ? 'You have' : `${mentor} has`} a session with ${student} from ${from} to ${to}.`,
  nearestFree: (times: readonly string[], zone: string) =>
    times.length === 0
      ? 'No time around it suits both; try another day.'
      : `Free for both: ${times.join(' · ')} (${zone}).`,
  dayTaken: (day: string, student: string) => `${day} (${student})`,
  seriesClashes: (days: readonly string[]) =>
    `Nothing was booked, as these weeks are taken: ${days.join(', ')}. Choose another time, or fewer weeks.`,
  notBookedAnyMore: 'This session was cancelled or has ended, so nothing was changed.',
  hasBegun: 'This session has begun. Its mentor can set its status with /complete.',
  changedMeanwhile: 'This session was changed meanwhile. Close this form and open it again.',
  bookedMeanwhile: (when: string) =>
    `A session was booked meanwhile, for ${when}; this one is not booked yet. To move that one, use “Another time” on its summary. If you want both, choose “Book this one too”.`,
  studentsDontBook: 'Your mentor books the sessions. Propose times in your thread, and one click of theirs books it.',
  noStudents: 'You have no student right now. As soon as one is assigned to you, you can book here.',
  nameAStudent: 'Say whose session it is: /book @student.',

  bookTitle: 'Book a session',
  moveTitle: 'Move a session',
  book: 'Book',
  overtakenTitle: 'Booked meanwhile',
  bookBoth: 'Book this one too',
  move: 'Move',
  student: 'Student',
  kindLabel: 'Kind of session',
  date: 'Date',
  time: (zone: string) => `Time (${zone})`,
  length: 'Length',
  repeat: 'Repeat',
  repeats: { no: 'Just once', weekly: 'Every week, at the same local time' },
  times: 'How many weeks',
  goesOn: (minutes: number) => `The weeks after it are mentoring sessions of ${minutes} minutes.`,
  place: 'Video link',
  placeHint: 'An https:// address. Leave it empty to say where later.',
  message: 'Message to the student',
  messageHint: 'Shown in the thread with the summary.',
  moving: (student: string, when: string) => `Session with ${student}, now on ${when}. It keeps its history.`,
  theirTime: (name: string | null, when: string, zone: string) => `For ${name ?? 'you'}: ${when} (${zone}).`,
  early: (name: string | null) =>
    name === null
      ? 'Mind that this is outside 07:00–22:00 for you. You can book it all the same.'
      : `Mind that this is outside 07:00–22:00 for ${name}. You can book it all the same.`,

  booked: (who: Markup, kind: string, by: string) => mrkdwn`${who} *${kind} booked* with ${by}.`,
  seriesBooked: (who: Markup, times: number, by: string) =>
    mrkdwn`${who} *${times} weekly sessions booked* with ${by}.`,
  bookedText: (who: Markup, kind: string, when: Markup) => mrkdwn`${who} ${kind} booked: ${when}`,
  moved: (who: Markup, kind: string) => mrkdwn`${who} *${kind} moved* to a new time.`,
  movedText: (who: Markup, kind: string, when: Markup) => mrkdwn`${who} ${kind} moved: ${when}`,
  changed: {
    length: (who: Markup, kind: string) => mrkdwn`${who} *${kind}: another length*, from the same time on.`,
    details: (who: Markup, kind: string) => mrkdwn`${who} *${kind}: new link or message*, at the same time.`,
  },
  before: (when: Markup) => mrkdwn`It was on ${when}.`,
  when: (when: Markup, local: string | null, minutes: number) =>
    local === null
      ? mrkdwn`*When:* ${when}, ${minutes} minutes`
      : mrkdwn`*When:* ${when} (${local}), ${minutes} minutes`,
  line: (when: Markup, local: string | null, length: string | null, note: string | null): Mrkdwn =>
    mrkdwn`• ${when}${local === null ? '' : ` (${local})`}${length === null ? '' : `, ${length}`}${note === null ? '' : ` – ${note}`}`,
  where: (place: Markup) => mrkdwn`*Where:* ${place}`,
  whereOpen: mrkdwn`*Where:* your mentor will tell you.`,
  prepare: 'Before the first session, test your microphone and webcam, and find a calm, well-lit place.',
  isMoved: (when: Markup) => mrkdwn`This session was changed since. It takes place on ${when}.`,
  isOver: { cancelled: 'This session was cancelled.', ended: 'This session has ended.' },
  seriesLine: { changed: 'changed', cancelled: 'cancelled', ended: 'over' },
  join: 'Join',
  anotherTime: 'Another time',
  anotherTimeOf: (day: string) => `Another time for ${day}`,
  cancel: 'Cancel',
  cancelOf: (day: string) => `Cancel ${day}`,
  takenMeanwhile: 'Another session takes this time, so this one cannot count for it.',
  correctedMeanwhile: 'The status of this session was corrected meanwhile. Thank you for looking.',

  cancelTitle: 'Cancel a session',
  cancelSubmit: 'Cancel the session',
  cancelling: (name: string, when: string) => `Session with ${name} on ${when}.`,
  by: 'Who cancels?',
  bys: { mentor: 'I cancel', student: (name: string) => `${name} cancels` },
  byHint: 'Your own cancellation costs the student nothing. The student’s is in time now: it can be made up.',
  byHintLate:
    'Your own cancellation costs the student nothing. The student’s is late now, less than 24 hours before: it cannot be made up.',
  inTimeMeans: 'You cancel in time: the session can be made up.',
  lateMeans:
    'It is less than 24 hours before the session, so this counts as a late cancellation: it cannot be made up, and it stays on your file. If you only need another hour, ask your mentor for another time.',
  reason: 'Reason',
  reasonHint: 'Both of you can read it. Needed when a mentor cancels.',
  reasonMissing: 'Please say why, in a few words: the student reads it.',
  cancelled: (who: Markup, kind: string, when: Markup) => mrkdwn`${who} *${kind} cancelled:* ${when}`,
  laterCancelled: (count: number) =>
    count === 1
      ? mrkdwn`The session after it is cancelled too.`
      : mrkdwn`The ${count} sessions after it are cancelled too.`,
  cancelledMeans: {
    inTime: 'Cancelled in time: it can be made up.',
    late: 'Cancelled less than 24 hours before: it cannot be made up.',
    other: 'This costs the student nothing: it can be made up.',
  },
  bookAnother: 'Book another time',
  proposeTimes: 'Propose times',
  isCorrected: (status: string) => mrkdwn`Corrected since: ${status}.`,
  missed: {
    absent: (kind: string, when: Markup) =>
      mrkdwn`You were missed: your ${kind.toLowerCase()} of ${when} is noted as *absent*.`,
    late: (kind: string, when: Markup) => mrkdwn`Your ${kind.toLowerCase()} of ${when} is noted as *cancelled late*.`,
    corrected: (kind: string, when: Markup) =>
      mrkdwn`The status of your ${kind.toLowerCase()} of ${when} was corrected.`,
  },
  missedMeans:
    'It cannot be made up, and it stays on your file. It happens; the next session is a new start. If this is wrong, tell us with the button: the pedagogical team will look into it.',
  notRight: 'That’s not right',
  contested: 'The pedagogical team was told and will look into it.',
};

const fr: typeof en = {
  kind: { discovery: 'Séance de découverte', mentoring: 'Séance de mentorat', presentation: 'Soutenance' },
  status: {
    booked: 'Réservée',
    completed: 'Effectuée',
    cancelled: 'Annulée à temps',
    cancelled_late: 'Annulée tardivement',
    absent: 'Étudiant absent',
    other: 'N’a pas eu lieu',
  },
  minutes: (minutes) => `${minutes} minutes`,

  past: 'Ce moment est passé. Choisissez-en un à venir.',
  tooFar: 'C’est dans plus d’un an. Choisissez une date plus proche.',
  noSuchTime: 'L’heure change à ce moment-là : cette heure n’existe pas ce jour-là. Choisissez-en une autre.',
  seriesSkips: (week) =>
    `La semaine ${week}, l’heure change et cet horaire n’existe pas. Réservez moins de semaines, ou un autre horaire.`,
  wrongLength: (minutes) => `Ce type de séance dure ${minutes.join(' ou ')} minutes.`,
  wrongPlace: 'Ce n’est pas une adresse web. Elle ressemble à https://meet.example/salle.',
  wrongTimes: (most) => `Choisissez un nombre entier de semaines, de 2 à ${most}.`,
  taken: (name) => (name === null ? 'Cet horaire est pris.' : `${name} n’est pas libre à ce moment-là.`),
  inTheWay: (mentor, student, from, to) =>
    `${mentor === null ? 'Vous avez' : `${mentor} a`} une séance avec ${student} de ${from} à ${to}.`,
  nearestFree: (times, zone) =>
    times.length === 0
      ? 'Aucun horaire proche ne convient aux deux ; essayez un autre jour.'
      : `Libre pour les deux : ${times.join(' · ')} (${zone}).`,
  dayTaken: (day, student) => `${day} (${student})`,
  seriesClashes: (days) =>
    `Rien n’a été réservé, car ces semaines sont prises : ${days.join(', ')}. Choisissez un autre horaire, ou moins de semaines.`,
  notBookedAnyMore: 'Cette séance a été annulée ou est terminée : rien n’a été modifié.',
  hasBegun: 'Cette séance a commencé. Son mentor peut indiquer son statut avec /complete.',
  changedMeanwhile: 'Cette séance a été modifiée entre-temps. Fermez ce formulaire et rouvrez-le.',
  bookedMeanwhile: (when) =>
    `Une séance a été réservée entre-temps, le ${when} : celle-ci ne l’est pas encore. Pour déplacer l’autre, utilisez « Un autre horaire » sur son récapitulatif. Si vous voulez les deux, choisissez « Réserver aussi ».`,
  studentsDontBook:
    'C’est votre mentor qui réserve les séances. Proposez des horaires dans votre fil : un clic de sa part suffit.',
  noStudents: 'Vous n’avez pas d’étudiant en ce moment. Dès que l’un vous est confié, vous pourrez réserver ici.',
  nameAStudent: 'Dites de qui est la séance : /book @étudiant.',

  bookTitle: 'Réserver une séance',
  moveTitle: 'Déplacer une séance',
  book: 'Réserver',
  overtakenTitle: 'Réservée entre-temps',
  bookBoth: 'Réserver aussi',
  move: 'Déplacer',
  student: 'Étudiant',
  kindLabel: 'Type de séance',
  date: 'Date',
  time: (zone) => `Heure (${zone})`,
  length: 'Durée',
  repeat: 'Répétition',
  repeats: { no: 'Une seule fois', weekly: 'Chaque semaine, à la même heure locale' },
  times: 'Nombre de semaines',
  goesOn: (minutes) => `Les semaines suivantes sont des séances de mentorat de ${minutes} minutes.`,
  place: 'Lien vidéo',
  placeHint: 'Une adresse https://. Laissez vide pour l’indiquer plus tard.',
  message: 'Message à l’étudiant',
  messageHint: 'Affiché dans le fil avec le récapitulatif.',
  moving: (student, when) => `Séance avec ${student}, actuellement le ${when}. Son historique est conservé.`,
  theirTime: (name, when, zone) => `Pour ${name ?? 'vous'} : ${when} (${zone}).`,
  early: (name) =>
    name === null
      ? 'Attention : c’est en dehors de 7 h–22 h pour vous. Vous pouvez réserver quand même.'
      : `Attention : c’est en dehors de 7 h–22 h pour ${name}. Vous pouvez réserver quand même.`,

  booked: (who, kind, by) => mrkdwn`${who} *${kind} réservée* avec ${by}.`,
  seriesBooked: (who, times, by) => mrkdwn`${who} *${times} séances hebdomadaires réservées* avec ${by}.`,
  bookedText: (who, kind, when) => mrkdwn`${who} ${kind} réservée : ${when}`,
  moved: (who, kind) => mrkdwn`${who} *${kind} déplacée* à un nouvel horaire.`,
  movedText: (who, kind, when) => mrkdwn`${who} ${kind} déplacée : ${when}`,
  changed: {
    length: (who, kind) => mrkdwn`${who} *${kind} : autre durée*, à partir de la même heure.`,
    details: (who, kind) => mrkdwn`${who} *${kind} : nouveau lien ou message*, à la même heure.`,
  },
  before: (when) => mrkdwn`Elle était prévue le ${when}.`,
  when: (when, local, minutes) =>
    local === null
      ? mrkdwn`*Quand :* ${when}, ${minutes} minutes`
      : mrkdwn`*Quand :* ${when} (${local}), ${minutes} minutes`,
  line: (when, local, length, note) =>
    mrkdwn`• ${when}${local === null ? '' : ` (${local})`}${length === null ? '' : `, ${length}`}${note === null ? '' : ` – ${note}`}`,
  where: (place) => mrkdwn`*Où :* ${place}`,
  whereOpen: mrkdwn`*Où :* votre mentor vous le dira.`,
  prepare:
    'Avant la première séance, testez votre micro et votre caméra, et choisissez un endroit calme et bien éclairé.',
  isMoved: (when) => mrkdwn`Cette séance a été modifiée depuis. Elle aura lieu le ${when}.`,
  isOver: { cancelled: 'Cette séance a été annulée.', ended: 'Cette séance est terminée.' },
  seriesLine: { changed: 'modifiée', cancelled: 'annulée', ended: 'passée' },
  join: 'Rejoindre',
  anotherTime: 'Un autre horaire',
  anotherTimeOf: (day) => `Déplacer ${day}`,
  cancel: 'Annuler',
  cancelOf: (day) => `Annuler ${day}`,
  takenMeanwhile: 'Une autre séance occupe cet horaire : celle-ci ne peut pas compter.',
  correctedMeanwhile: 'Le statut de cette séance a été corrigé entre-temps. Merci de votre attention.',

  cancelTitle: 'Annuler une séance',
  cancelSubmit: 'Annuler la séance',
  cancelling: (name, when) => `Séance avec ${name}, le ${when}.`,
  by: 'Qui annule ?',
  bys: { mentor: 'J’annule', student: (name) => `${name} annule` },
  byHint:
    'Votre propre annulation ne coûte rien à l’étudiant. La sienne est encore à temps : la séance pourra être rattrapée.',
  byHintLate:
    'Votre propre annulation ne coûte rien à l’étudiant. La sienne est tardive, à moins de 24 heures : la séance ne pourra pas être rattrapée.',
  inTimeMeans: 'Vous annulez à temps : la séance pourra être rattrapée.',
  lateMeans:
    'La séance a lieu dans moins de 24 heures : c’est une annulation tardive. Elle ne pourra pas être rattrapée et reste dans votre dossier. S’il vous faut seulement une autre heure, demandez un autre horaire à votre mentor.',
  reason: 'Raison',
  reasonHint: 'Vous pourrez la lire tous les deux. Nécessaire quand un mentor annule.',
  reasonMissing: 'Dites pourquoi en quelques mots : l’étudiant les lira.',
  cancelled: (who, kind, when) => mrkdwn`${who} *${kind} annulée :* ${when}`,
  laterCancelled: (count) =>
    count === 1
      ? mrkdwn`La séance qui la suit est annulée aussi.`
      : mrkdwn`Les ${count} séances qui la suivent sont annulées aussi.`,
  cancelledMeans: {
    inTime: 'Annulée à temps : elle pourra être rattrapée.',
    late: 'Annulée à moins de 24 heures : elle ne pourra pas être rattrapée.',
    other: 'Cela ne coûte rien à l’étudiant : elle pourra être rattrapée.',
  },
  bookAnother: 'Réserver une autre date',
  proposeTimes: 'Proposer des horaires',
  isCorrected: (status) => mrkdwn`Corrigé depuis : ${status}.`,
  missed: {
    absent: (kind, when) => mrkdwn`Vous nous avez manqué : votre ${kind.toLowerCase()} du ${when} est notée *absent*.`,
    late: (kind, when) => mrkdwn`Votre ${kind.toLowerCase()} du ${when} est notée *annulée tardivement*.`,
    corrected: (kind, when) => mrkdwn`Le statut de votre ${kind.toLowerCase()} du ${when} a été corrigé.`,
  },
  missedMeans:
    'Elle ne peut pas être rattrapée et reste dans votre dossier. Cela arrive ; la prochaine séance est un nouveau départ. Si c’est une erreur, dites-le avec le bouton : l’équipe pédagogique regardera.',
  notRight: 'Ce n’est pas exact',
  contested: 'L’équipe pédagogique est prévenue et va regarder.',
};

export const sessions = { en, fr };
