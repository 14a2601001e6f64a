import { join, type Markup, type Mrkdwn, mrkdwn } from '../mrkdwn.ts';

type Pair = { mentor: Markup; student: Markup };
type Project = { path: string; name: string; level: number };

const en = {
  introductionText: (mentor: string, student: string): Mrkdwn =>
    mrkdwn`${student}, meet ${mentor}, your mentor. The first session is for you two to agree.`,
  introductionTitle: 'Meet each other',
  introduction: ({ mentor, student }: Pair): Mrkdwn =>
    join([
      mrkdwn`Hello ${student} and ${mentor}! You work together from today.`,
      mrkdwn`• ${mentor} is your mentor, ${student}: once a week you meet by video.`,
      mrkdwn`• ${student} is your new student, ${mentor}.`,
    ]),
  project: ({ path, name, level }: Project): Mrkdwn => mrkdwn`*Project:* ${name} (${path}, level ${level})`,
  noProject: mrkdwn`*Project:* not chosen yet`,
  next: ({ mentor, student }: Pair): Mrkdwn =>
    join([
      mrkdwn`*What happens next*`,
      mrkdwn`1. ${mentor} offers a few times for a first session of 30 minutes.`,
      mrkdwn`2. ${student} picks one with a click, or proposes others.`,
      mrkdwn`3. You meet, talk about mentoring and goals, and agree the next date.`,
      mrkdwn`Bookings, notes and tasks are kept as replies to this message.`,
    ]),
  knownText: (mentor: string, student: string): Mrkdwn =>
    mrkdwn`${student} and ${mentor}: your sessions, notes and tasks are kept here from now on.`,
  known: ({ mentor, student }: Pair): Mrkdwn =>
    mrkdwn`Hello ${student} and ${mentor}! You know each other already, so here is just the one thing that is new: from now on bookings, notes and tasks are kept as replies to this message.`,
  privacy: mrkdwn`Write to each other here as you like. The app keeps _that_ somebody wrote, to know whose turn it is. It never keeps _what_.`,
  ended: mrkdwn`This mentorship has ended. What was agreed and noted stays in the replies.`,
  newMentor: 'Another mentor takes over.',
  studentHasNoMentor: (student: string) =>
    `${student} has no mentor right now. As soon as one is assigned, this can be done.`,
  offerTimes: 'Offer times',
  offerTimesLabel: 'Offer times (for the mentor)',
  profile: 'Profile',
};

const fr: typeof en = {
  introductionText: (mentor, student) =>
    mrkdwn`${student}, voici ${mentor}, qui sera votre mentor. À vous deux de convenir de la première séance.`,
  introductionTitle: 'Faites connaissance',
  introduction: ({ mentor, student }) =>
    join([
      mrkdwn`Bonjour ${student} et ${mentor} ! Vous travaillez ensemble à partir d’aujourd’hui.`,
      mrkdwn`• ${student}, ${mentor} est votre mentor : vous vous retrouvez en visio une fois par semaine.`,
      mrkdwn`• ${mentor}, vous accompagnez désormais ${student}.`,
    ]),
  project: ({ path, name, level }) => mrkdwn`*Projet :* ${name} (${path}, niveau ${level})`,
  noProject: mrkdwn`*Projet :* pas encore choisi`,
  next: ({ mentor, student }) =>
    join([
      mrkdwn`*La suite*`,
      mrkdwn`1. ${mentor} propose quelques horaires pour une première séance de 30 minutes.`,
      mrkdwn`2. ${student} en choisit un d’un clic, ou en propose d’autres.`,
      mrkdwn`3. Vous vous rencontrez, parlez du mentorat et des objectifs, et fixez la date suivante.`,
      mrkdwn`Rendez-vous, notes et tâches sont rangés en réponse à ce message.`,
    ]),
  knownText: (mentor, student) =>
    mrkdwn`${student} et ${mentor} : vos séances, notes et tâches sont désormais rangées ici.`,
  known: ({ mentor, student }) =>
    mrkdwn`Bonjour ${student} et ${mentor} ! Vous vous connaissez déjà, voici donc la seule nouveauté : rendez-vous, notes et tâches sont désormais rangés en réponse à ce message.`,
  privacy: mrkdwn`Écrivez-vous ici librement. L’application retient _que_ quelqu’un a écrit, pour savoir à qui est le tour. Elle ne retient jamais _quoi_.`,
  ended: mrkdwn`Ce mentorat est terminé. Ce qui a été convenu et noté reste dans les réponses.`,
  newMentor: 'Un autre mentor prend le relais.',
  studentHasNoMentor: (student) =>
    `${student} n’a pas de mentor en ce moment. Dès que quelqu’un prendra ce rôle, ce sera possible.`,
  offerTimes: 'Proposer des horaires',
  offerTimesLabel: 'Proposer des horaires (pour le mentor)',
  profile: 'Profil',
};

export const assignment = { en, fr };
