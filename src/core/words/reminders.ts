import { type Markup, type Mrkdwn, mrkdwn } from '../mrkdwn.ts';

const en = {
  settled: 'This is settled. Thank you!',
  overtaken: 'This is no longer current.',

  replyStudent: (mentor: string, moves: Markup | null) =>
    moves === null
      ? mrkdwn`*${mentor} offered you times and waits for your answer.* Does one of them fit?`
      : mrkdwn`*${mentor} offered you other times for the session on ${moves} and waits for your answer.* Does one of them fit better?`,
  replyStudentAgain: (mentor: string, moves: Markup | null) =>
    moves === null
      ? mrkdwn`*${mentor} still waits for your answer.* Pick a time, or say that none fits: both help.`
      : mrkdwn`*${mentor} still waits for your answer about other times for the session on ${moves}.* Pick one, or say that none fits: both help.`,
  replyStudentHint: 'Times are yours. One click books; you can still change it until 24 hours before.',
  replyStudentMoveHint: 'Times are yours. One click moves the session; until then it stays where it is.',
  replyMentor: (student: Markup) =>
    mrkdwn`*${student} has still not answered your offer.* Write to them directly, or give them a call.`,
  answer: (student: Markup, since: Markup) => mrkdwn`*${student} waits for your answer* since ${since}.`,
  contact: (student: Markup, since: Markup) =>
    mrkdwn`*${student} has been your student since ${since},* and no first session is agreed yet. Offer some times: the sooner, the better.`,
  next: (student: Markup) =>
    mrkdwn`*No next session with ${student} is agreed.* A weekly time is the easiest for both.`,
  conversation: 'Open the conversation',

  upcoming: {
    student: {
      prepare: (mentor: string) => mrkdwn`*Your session with ${mentor} is coming up.*`,
      begins: (mentor: string) => mrkdwn`*Your session with ${mentor} begins soon.*`,
    },
    mentor: {
      prepare: (student: string) => mrkdwn`*Your session with ${student} is coming up.*`,
      begins: (student: string) => mrkdwn`*Your session with ${student} begins soon.*`,
    },
  },
  when: (when: Markup, local: string | null): Mrkdwn => mrkdwn`${when}${local === null ? '' : ` (${local})`}`,
  cancelInTime: (until: Markup) =>
    mrkdwn`Can’t make it? Until ${until} you can cancel or move it, and nothing is lost.`,
  tasks: 'Open tasks until then',
  moreTasks: (count: number) => mrkdwn`and ${count} more in the app’s home`,
  isMoved: 'This session was moved; its thread has the new time.',
  isCancelled: 'This session was cancelled.',
  isOver: 'This session has ended.',

  status: (student: string, when: Markup) =>
    mrkdwn`*How did the session with ${student} go?* It began ${when}. Set its status today, so that it is on the month’s statement.`,
  profile: (fields: string) =>
    mrkdwn`*Your profile lacks: ${fields}.* It takes a few minutes, and the school needs it.`,
  profileComplete: 'Your part of the profile is complete. Thank you!',

  digest: {
    title: 'Good morning! This needs you',
    text: (count: number) =>
      count === 1 ? mrkdwn`One thing needs you this morning` : mrkdwn`${count} things need you this morning`,
    status: (student: string, when: Markup) => mrkdwn`*${student}*: the session of ${when} has no status yet`,
    answer: (student: string, since: Markup) => mrkdwn`*${student}* waits for your answer since ${since}`,
    contact: (student: string, since: Markup) => mrkdwn`*${student}*: no first session agreed since ${since}`,
    next: (student: string) => mrkdwn`*${student}*: no next session agreed`,
    reply: (student: string, since: Markup) => mrkdwn`*${student}* has not answered since ${since}: write or call`,
    profile: (student: string) => mrkdwn`*${student}*: the profile is not complete`,
    more: (count: number) => mrkdwn`and ${count} more: open the app’s home`,
    done: 'All of this is settled. Thank you!',
  },

  staff: {
    title: 'For the pedagogical team',
    text: (count: number) => (count === 1 ? mrkdwn`One matter for the team` : mrkdwn`${count} matters for the team`),
    ofMentor: (mentor: string) => mrkdwn`*Students of ${mentor}*`,
    others: 'Others',
    silentStudent: (student: string, mentor: string) =>
      mrkdwn`*${student}* has not answered ${mentor}, in spite of reminders`,
    silentMentor: (mentor: string, student: string) =>
      mrkdwn`*${mentor}* has not got in touch with ${student}, in spite of reminders`,
    statusMissing: (mentor: string, student: string, when: Markup) =>
      mrkdwn`*${mentor}*: no status yet for the session with ${student}, ${when}`,
    question: (person: string) => mrkdwn`*${person}* has a question for the team`,
    notRight: (person: string, when: Markup | null) =>
      when === null
        ? mrkdwn`*${person}* says that a session’s status is not right`
        : mrkdwn`*${person}* says that the status of the session of ${when} is not right`,
    changeMentor: (person: string) => mrkdwn`*${person}* asks for a change of mentor`,
    deactivated: (person: string, other: string) => mrkdwn`*${person}* has left Slack; open with ${other}`,
    deadLetters: (count: number) =>
      count === 1
        ? mrkdwn`*One message could not be delivered.* The app’s home lists it, and tries again on a click.`
        : mrkdwn`*${count} messages could not be delivered.* The app’s home lists them, and tries again on a click.`,
    more: (count: number) => mrkdwn`and ${count} more: open the app’s home`,
    taken: (who: Markup) => mrkdwn`${who} takes care of it`,
    settled: 'Settled',
    tookIt: 'It’s yours. Once it is done, say so with “Done”, where there is one.',
    settledNow: 'Settled. Thank you!',
    settledAlready: 'This is settled already: there is nothing left to do.',
    settlesItself: 'This settles itself once its reason is gone.',
    takenAlready: (who: string) => `${who} takes care of it already.`,
    notStaff: 'Only the pedagogical team can take this.',
  },

  buttons: {
    noneFits: 'None of these fits',
    complete: 'Complete session',
    offer: 'Offer times',
    book: 'Book',
    agreed: 'Already agreed elsewhere',
    later: 'Later',
    phone: 'Show phone number',
    join: 'Join',
    anotherTime: 'Another time',
    cancel: 'Cancel',
    myProfile: 'Complete my profile',
    profile: 'Profile',
    take: 'I’ll take it',
    done: 'Done',
    pick: (time: string) => `Pick ${time}`,
  },
};

const fr: typeof en = {
  settled: 'C’est réglé. Merci !',
  overtaken: 'Ce message n’est plus d’actualité.',

  replyStudent: (mentor, moves) =>
    moves === null
      ? mrkdwn`*${mentor} vous a proposé des horaires et attend votre réponse.* L’un d’eux vous convient-il ?`
      : mrkdwn`*${mentor} vous a proposé d’autres horaires pour la séance du ${moves} et attend votre réponse.* L’un d’eux vous convient-il mieux ?`,
  replyStudentAgain: (mentor, moves) =>
    moves === null
      ? mrkdwn`*${mentor} attend toujours votre réponse.* Choisissez un horaire, ou dites qu’aucun ne convient : les deux aident.`
      : mrkdwn`*${mentor} attend toujours votre réponse sur d’autres horaires pour la séance du ${moves}.* Choisissez-en un, ou dites qu’aucun ne convient : les deux aident.`,
  replyStudentHint: 'Horaires à votre heure. Un clic réserve ; vous pouvez encore changer jusqu’à 24 heures avant.',
  replyStudentMoveHint: 'Horaires à votre heure. Un clic déplace la séance ; d’ici là, elle reste où elle est.',
  replyMentor: (student) =>
    mrkdwn`*${student} n’a toujours pas répondu à votre proposition.* Écrivez-lui directement, ou appelez.`,
  answer: (student, since) => mrkdwn`*${student} attend votre réponse* depuis ${since}.`,
  contact: (student, since) =>
    mrkdwn`*${student} est votre étudiant depuis ${since},* et aucune première séance n’est convenue. Proposez des horaires : le plus tôt sera le mieux.`,
  next: (student) =>
    mrkdwn`*Aucune prochaine séance n’est convenue avec ${student}.* Un horaire hebdomadaire est le plus simple pour tous deux.`,
  conversation: 'Ouvrir la conversation',

  upcoming: {
    student: {
      prepare: (mentor) => mrkdwn`*Votre séance avec ${mentor} approche.*`,
      begins: (mentor) => mrkdwn`*Votre séance avec ${mentor} commence bientôt.*`,
    },
    mentor: {
      prepare: (student) => mrkdwn`*Votre séance avec ${student} approche.*`,
      begins: (student) => mrkdwn`*Votre séance avec ${student} commence bientôt.*`,
    },
  },
  when: (when, local) => mrkdwn`${when}${local === null ? '' : ` (${local})`}`,
  cancelInTime: (until) =>
    mrkdwn`Un empêchement ? Jusqu’à ${until}, vous pouvez l’annuler ou la déplacer sans rien perdre.`,
  tasks: 'Tâches à faire d’ici là',
  moreTasks: (count) => mrkdwn`et ${count} autres dans l’accueil de l’application`,
  isMoved: 'Cette séance a été déplacée ; son fil indique le nouvel horaire.',
  isCancelled: 'Cette séance a été annulée.',
  isOver: 'Cette séance est terminée.',

  status: (student, when) =>
    mrkdwn`*Comment s’est passée la séance avec ${student} ?* Elle a commencé ${when}. Indiquez son statut aujourd’hui, pour qu’elle figure sur le relevé du mois.`,
  profile: (fields) =>
    mrkdwn`*Il manque à votre profil : ${fields}.* Quelques minutes suffisent, et l’école en a besoin.`,
  profileComplete: 'Votre part du profil est complète. Merci !',

  digest: {
    title: 'Bonjour ! On compte sur vous',
    text: (count) =>
      count === 1 ? mrkdwn`Un point vous attend ce matin` : mrkdwn`${count} points vous attendent ce matin`,
    status: (student, when) => mrkdwn`*${student}* : la séance du ${when} n’a pas encore de statut`,
    answer: (student, since) => mrkdwn`*${student}* attend votre réponse depuis ${since}`,
    contact: (student, since) => mrkdwn`*${student}* : aucune première séance convenue depuis ${since}`,
    next: (student) => mrkdwn`*${student}* : aucune prochaine séance convenue`,
    reply: (student, since) => mrkdwn`*${student}* n’a pas répondu depuis ${since} : écrivez ou appelez`,
    profile: (student) => mrkdwn`*${student}* : le profil n’est pas complet`,
    more: (count) => mrkdwn`et ${count} de plus : ouvrez l’accueil de l’application`,
    done: 'Tout cela est réglé. Merci !',
  },

  staff: {
    title: 'Pour l’équipe pédagogique',
    text: (count) => (count === 1 ? mrkdwn`Un sujet pour l’équipe` : mrkdwn`${count} sujets pour l’équipe`),
    ofMentor: (mentor) => mrkdwn`*Étudiants de ${mentor}*`,
    others: 'Autres',
    silentStudent: (student, mentor) => mrkdwn`*${student}* n’a pas répondu à ${mentor}, malgré les rappels`,
    silentMentor: (mentor, student) => mrkdwn`*${mentor}* n’a pas repris contact avec ${student}, malgré les rappels`,
    statusMissing: (mentor, student, when) =>
      mrkdwn`*${mentor}* : pas encore de statut pour la séance avec ${student}, ${when}`,
    question: (person) => mrkdwn`*${person}* a une question pour l’équipe`,
    notRight: (person, when) =>
      when === null
        ? mrkdwn`*${person}* conteste le statut d’une séance`
        : mrkdwn`*${person}* conteste le statut de la séance du ${when}`,
    changeMentor: (person) => mrkdwn`*${person}* demande à changer de mentor`,
    deactivated: (person, other) => mrkdwn`*${person}* a quitté Slack ; en cours avec ${other}`,
    deadLetters: (count) =>
      count === 1
        ? mrkdwn`*Un message n’a pas pu être remis.* L’accueil de l’application l’indique, et le renvoie d’un clic.`
        : mrkdwn`*${count} messages n’ont pas pu être remis.* L’accueil de l’application les indique, et les renvoie d’un clic.`,
    more: (count) => mrkdwn`et ${count} de plus : ouvrez l’accueil de l’application`,
    taken: (who) => mrkdwn`${who} s’en occupe`,
    settled: 'Réglé',
    tookIt: 'C’est à vous. Une fois fait, dites-le par « C’est fait », là où ce bouton existe.',
    settledNow: 'C’est réglé. Merci !',
    settledAlready: 'C’est déjà réglé : il n’y a plus rien à faire.',
    settlesItself: 'Cela se règle tout seul dès que la raison disparaît.',
    takenAlready: (who) => `${who} s’en occupe déjà.`,
    notStaff: 'Seule l’équipe pédagogique peut s’en charger.',
  },

  buttons: {
    noneFits: 'Aucun ne me convient',
    complete: 'Clôturer la séance',
    offer: 'Proposer des horaires',
    book: 'Réserver',
    agreed: 'Déjà convenu ailleurs',
    later: 'Plus tard',
    phone: 'Voir le téléphone',
    join: 'Rejoindre',
    anotherTime: 'Un autre horaire',
    cancel: 'Annuler',
    myProfile: 'Compléter mon profil',
    profile: 'Profil',
    take: 'Je m’en occupe',
    done: 'C’est fait',
    pick: (time) => `Choisir ${time}`,
  },
};

export const reminders = { en, fr };
