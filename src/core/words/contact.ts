import { type Markup, mrkdwn } from '../mrkdwn.ts';

const en = {
  offerTitle: 'Offer times',
  proposeTitle: 'Propose times',
  offerIntro: (student: string, zone: string) =>
    `Offer ${student} one to ten times, in ${zone}. One click of theirs books the session.`,
  proposeIntro: (mentor: string, zone: string) =>
    `Propose up to three times, in ${zone}. One click of ${mentor} books the session.`,
  proposeMoveIntro: (mentor: string, current: string, zone: string) =>
    `Your session is on ${current}. Propose up to three other times, in ${zone}: it stays where it is until ${mentor} accepts one.`,
  offerMoveIntro: (student: string, current: string, zone: string) =>
    `The session with ${student} is on ${current}. Offer one to ten other times, in ${zone}: it stays where it is until ${student} picks one.`,
  date: (n: number) => `Date ${n}`,
  time: (n: number, zone: string) => `Time ${n} (${zone})`,
  addTime: 'Add a time',
  thatIs: (when: string, zone: string) => `That is ${when} (${zone}).`,
  early: (name: string | null) =>
    `Mind that this is outside 07:00–22:00 for ${name ?? 'you'}. You can send it all the same.`,
  length: 'Length',
  message: (name: string) => `Message to ${name}`,
  keep: 'For the next student',
  keepOption: 'Keep as mine',
  keepHint: 'The text is saved as your template; names are put in anew.',

  template: ({ student, mentor }: { student: string; mentor: string }) =>
    [
      `Hello ${student},`,
      `I am ${mentor}, your mentor. Below are the times that I can offer for our first session: pick the one that suits you.`,
      'Please answer at least 24 hours before the session, so that I can take your choice into account. If none of the times fits, feel free to propose another date and time.',
      'We meet by video: the address stands below. Please test your microphone and your webcam beforehand.',
      'The first session is a general one: what mentoring is, what you can expect of it, and what your goals are.',
      'See you soon!',
    ].join('\n\n'),
  nextTemplate: ({ student }: { student: string }) =>
    `Hello ${student}, here are some times for our next session. Pick the one that suits you, or propose others.`,

  noTime: 'Choose at least one date and time.',
  noTimeNoMessage: 'Propose at least one time, or write what would suit you.',
  otherHalf: 'Date and time belong together: fill in this one too, or empty both.',
  twice: 'This time stands here twice.',
  lapsesAtOnce: 'Offered times can be picked until 24 hours before they start. Choose a later one, or book with /book.',

  offered: (who: Markup, mentor: string, minutes: number) =>
    mrkdwn`${who} *${mentor} offers you times* for a session of ${minutes} minutes.`,
  offeredMove: (who: Markup, mentor: string, current: Markup | null) =>
    current === null
      ? mrkdwn`${who} *${mentor} offers you other times* for your session.`
      : mrkdwn`${who} *${mentor} offers you other times* for the session on ${current}.`,
  offeredText: (who: Markup, mentor: string, count: number) =>
    count === 1
      ? mrkdwn`${who} ${mentor} offers you a time for a session. Does it fit?`
      : mrkdwn`${who} ${mentor} offers you ${count} times for a session. Pick one.`,
  offeredMoveText: (who: Markup, mentor: string, count: number) =>
    count === 1
      ? mrkdwn`${who} ${mentor} offers you another time for your session. Does it fit?`
      : mrkdwn`${who} ${mentor} offers you ${count} other times for your session. Pick one.`,
  noneFits: 'None of these fits',
  zones: (zone: string, beside: string | null) =>
    beside === null ? `Times are ${zone}.` : `Times are ${zone}, with ${beside} beside.`,
  untilWhen: (student: string) =>
    `${student} picks with one click, and can change to another time, until 24 hours before it starts.`,
  picked: (time: string) => `Picked: ${time}`,
  declined: (student: string) => `${student} answered that none of these fits.`,
  closed: {
    newer: 'Other times were put forward since, so these are closed.',
    booked: 'A session was booked, so the other times are closed.',
    changed: 'The session has begun or was changed since, so these times are closed.',
    lapsed: 'These times are over: they could be picked until 24 hours before.',
    past: 'These times have passed.',
    ended: 'This mentorship has ended, so these times are closed.',
  },

  proposed: (who: Markup, student: string) => mrkdwn`${who} *${student} proposes times* for a session.`,
  proposedMove: (who: Markup, student: string, current: Markup | null) =>
    current === null
      ? mrkdwn`${who} *${student} asks for another time* for your session.`
      : mrkdwn`${who} *${student} asks for another time* for the session on ${current}.`,
  proposedMoveText: (who: Markup, student: string) => mrkdwn`${who} ${student} asks for another time for your session.`,
  proposedText: (who: Markup, student: string) => mrkdwn`${who} ${student} proposes times for a session.`,
  wished: (who: Markup, student: string) => mrkdwn`${who} *${student} writes what would suit for a session.*`,
  noneFitted: (who: Markup, student: string) => mrkdwn`${who} *None of the times fits ${student}.*`,
  accept: (time: string) => `Accept ${time}`,
  accepted: (time: string) => `Accepted: ${time}`,
  offerOthers: 'Offer others',
  byClick: (mentor: string) => `One click of ${mentor} books.`,

  onlyStudentPicks: {
    another: (student: string) =>
      `${student} picks one of these times. To change them, use “Offer times” at the top of this thread.`,
    move: (student: string) =>
      `${student} picks one of these times, which moves the session. To move it yourself, use “Another time” on its summary.`,
  },
  onlyMentorAccepts: (mentor: string) =>
    `These times are for ${mentor} to accept. You can propose others at any moment.`,
  alreadyPicked: 'This time is booked already. All is well.',
  slotOver: 'This time can no longer be picked. Choose another one, or propose times.',
  changeOver:
    'Your session starts in less than 24 hours, so it can’t be swapped here. Use “Another time” on its summary.',
  changedOtherwise:
    'The session was changed since, so nothing was done. Its newest summary in this thread says what is current.',
  bookedMeanwhile: (when: string) =>
    `A session was booked meanwhile, for ${when}, so nothing was sent. To move it, use “Another time” on its summary; for one more, open this form again.`,
  closedAnswer: 'These times are closed, so nothing was booked. What is current stands further down in this thread.',
  ended: 'This mentorship has ended, so nothing was changed.',
  noMentor: 'You have no mentor right now. The pedagogical team will find you one.',
  mentorOffers: 'Proposing times is for students. As a mentor, use “Offer times”, or /book.',

  toApp: (mentor: string) =>
    `Thank you for writing. This is the app’s own conversation: ${mentor} can’t read it here. What shall happen with your message?`,
  toAppFile: (mentor: string) =>
    `Thank you. A file can’t be sent on from here, and ${mentor} can’t see it: please share it in your conversation with ${mentor}.`,
  toAppNoMentor: 'Thank you for writing. Nobody reads this conversation; the pedagogical team can be asked here.',
  toAppMentor:
    'Hello! Nobody reads along here. Write to your students in your conversations with them; everything else starts from the home, or with /mentoring help.',
  forward: 'Send it to my mentor',
  propose: 'Propose times',
  askTeam: 'Ask the team',
  forwarding: (mentor: string) => `It is on its way to your conversation with ${mentor}.`,
  forwarded: (who: Markup, student: string) => mrkdwn`${who} *${student} wrote to you:*`,
  forwardedPart: (student: string) => `It goes on: ask ${student} for the rest.`,
  forwardedFile: 'There was a file with it, which only its owner can share here.',
  teamAsked: 'The pedagogical team knows that you have a question, and will come back to you.',
  contacts: {
    advisors: (contact: string) => `About a student: ${contact}`,
    mentorTeam: (contact: string) => `About mentoring: ${contact}`,
    studentTeam: (contact: string) => `About money or administration: ${contact}`,
  },
  later: (until: string) => `All right. Nobody is reminded before ${until}, unless your student gets in touch.`,
};

const fr: typeof en = {
  offerTitle: 'Proposer des horaires',
  proposeTitle: 'Proposer des horaires',
  offerIntro: (student, zone) =>
    `Proposez à ${student} de un à dix horaires (${zone}). Un clic de sa part réserve la séance.`,
  proposeIntro: (mentor, zone) => `Proposez jusqu’à trois horaires (${zone}). Un clic de ${mentor} réserve la séance.`,
  proposeMoveIntro: (mentor, current, zone) =>
    `Votre séance est prévue le ${current}. Proposez jusqu’à trois autres horaires (${zone}) : elle reste en place tant que ${mentor} n’en a pas accepté un.`,
  offerMoveIntro: (student, current, zone) =>
    `La séance avec ${student} est prévue le ${current}. Proposez de un à dix autres horaires (${zone}) : elle reste en place tant que ${student} n’en a pas choisi un.`,
  date: (n) => `Date ${n}`,
  time: (n, zone) => `Heure ${n} (${zone})`,
  addTime: 'Ajouter un horaire',
  thatIs: (when, zone) => `Soit ${when} (${zone}).`,
  early: (name) => `Attention : c’est en dehors de 7 h–22 h pour ${name ?? 'vous'}. Vous pouvez l’envoyer quand même.`,
  length: 'Durée',
  message: (name) => `Message à ${name}`,
  keep: 'Pour le prochain étudiant',
  keepOption: 'Garder comme modèle',
  keepHint: 'Le texte devient votre modèle ; les noms y sont remplacés à chaque fois.',

  template: ({ student, mentor }) =>
    [
      `Bonjour ${student},`,
      `Je suis ${mentor}, et je vous accompagne comme mentor. Voici ci-dessous les horaires que je peux vous proposer pour notre première séance : choisissez celui qui vous convient.`,
      'Merci de répondre au moins 24 heures avant la séance, pour que je puisse tenir compte de votre choix. Si aucun horaire ne vous convient, proposez librement une autre date et une autre heure.',
      'Nous nous retrouvons en visio : l’adresse figure ci-dessous. Pensez à tester votre micro et votre webcam avant.',
      'Cette première séance est générale : ce qu’est le mentorat, ce que vous pouvez en attendre, et vos objectifs.',
      'À bientôt !',
    ].join('\n\n'),
  nextTemplate: ({ student }) =>
    `Bonjour ${student}, voici des horaires pour notre prochaine séance. Choisissez celui qui vous convient, ou proposez-en d’autres.`,

  noTime: 'Choisissez au moins une date et une heure.',
  noTimeNoMessage: 'Proposez au moins un horaire, ou écrivez ce qui vous conviendrait.',
  otherHalf: 'La date et l’heure vont ensemble : remplissez aussi ce champ, ou videz les deux.',
  twice: 'Cet horaire figure deux fois.',
  lapsesAtOnce:
    'Un horaire proposé peut être choisi jusqu’à 24 heures avant son début. Prenez-en un plus tard, ou réservez avec /book.',

  offered: (who, mentor, minutes) =>
    mrkdwn`${who} *${mentor} vous propose des horaires* pour une séance de ${minutes} minutes.`,
  offeredMove: (who, mentor, current) =>
    current === null
      ? mrkdwn`${who} *${mentor} vous propose d’autres horaires* pour votre séance.`
      : mrkdwn`${who} *${mentor} vous propose d’autres horaires* pour la séance du ${current}.`,
  offeredText: (who, mentor, count) =>
    count === 1
      ? mrkdwn`${who} ${mentor} vous propose un horaire de séance. Vous convient-il ?`
      : mrkdwn`${who} ${mentor} vous propose ${count} horaires de séance. Choisissez-en un.`,
  offeredMoveText: (who, mentor, count) =>
    count === 1
      ? mrkdwn`${who} ${mentor} vous propose un autre horaire pour votre séance. Vous convient-il ?`
      : mrkdwn`${who} ${mentor} vous propose ${count} autres horaires pour votre séance. Choisissez-en un.`,
  noneFits: 'Aucun ne convient',
  zones: (zone, beside) => (beside === null ? `Horaires : ${zone}.` : `Horaires : ${zone}, et à côté ${beside}.`),
  untilWhen: (student) => `${student} choisit d’un clic, et peut changer d’horaire, jusqu’à 24 heures avant le début.`,
  picked: (time) => `Choisi : ${time}`,
  declined: (student) => `${student} a répondu qu’aucun de ces horaires ne convient.`,
  closed: {
    newer: 'D’autres horaires ont été proposés depuis : ceux-ci ne sont plus ouverts.',
    booked: 'Une séance est réservée : les autres horaires ne sont plus ouverts.',
    changed: 'La séance a commencé, ou a été changée depuis : ces horaires ne sont plus ouverts.',
    lapsed: 'C’est terminé : ces horaires pouvaient être choisis jusqu’à 24 heures avant.',
    past: 'Ces horaires sont passés.',
    ended: 'Ce mentorat est terminé : ces horaires ne sont plus ouverts.',
  },

  proposed: (who, student) => mrkdwn`${who} *${student} propose des horaires* de séance.`,
  proposedMove: (who, student, current) =>
    current === null
      ? mrkdwn`${who} *${student} demande un autre horaire* pour votre séance.`
      : mrkdwn`${who} *${student} demande un autre horaire* pour la séance du ${current}.`,
  proposedMoveText: (who, student) => mrkdwn`${who} ${student} demande un autre horaire pour votre séance.`,
  proposedText: (who, student) => mrkdwn`${who} ${student} propose des horaires de séance.`,
  wished: (who, student) => mrkdwn`${who} *${student} vous écrit ce qui lui conviendrait pour une séance.*`,
  noneFitted: (who, student) => mrkdwn`${who} *Aucun des horaires ne convient à ${student}.*`,
  accept: (time) => `Accepter ${time}`,
  accepted: (time) => `Accepté : ${time}`,
  offerOthers: 'En proposer d’autres',
  byClick: (mentor) => `Un clic de ${mentor} réserve la séance.`,

  onlyStudentPicks: {
    another: (student) =>
      `C’est à ${student} de choisir parmi ces horaires. Pour les changer, utilisez « Proposer des horaires » en haut de ce fil.`,
    move: (student) =>
      `C’est à ${student} de choisir parmi ces horaires, ce qui déplacera la séance. Pour la déplacer vous-même, utilisez « Un autre horaire » sur son récapitulatif.`,
  },
  onlyMentorAccepts: (mentor) =>
    `C’est à ${mentor} d’accepter un de ces horaires. Vous pouvez en proposer d’autres à tout moment.`,
  alreadyPicked: 'Cet horaire est déjà réservé. Tout va bien.',
  slotOver: 'Cet horaire ne peut plus être choisi. Prenez-en un autre, ou proposez des horaires.',
  changeOver:
    'Votre séance commence dans moins de 24 heures : elle ne peut plus être échangée ici. Utilisez « Un autre horaire » sur son récapitulatif.',
  changedOtherwise:
    'La séance a changé depuis : rien n’a été fait. Son dernier récapitulatif, dans ce fil, dit ce qui est actuel.',
  bookedMeanwhile: (when) =>
    `Une séance a été réservée entre-temps, le ${when} : rien n’a été envoyé. Pour la déplacer, utilisez « Un autre horaire » sur son récapitulatif ; pour en ajouter une, rouvrez ce formulaire.`,
  closedAnswer:
    'Ces horaires ne sont plus ouverts : rien n’a été réservé. Ce qui est actuel se trouve plus bas dans ce fil.',
  ended: 'Ce mentorat est terminé : rien n’a été modifié.',
  noMentor: 'Vous n’avez pas de mentor en ce moment. L’équipe pédagogique va vous en trouver un.',
  mentorOffers: 'Ce bouton est destiné aux étudiants. En tant que mentor, utilisez « Proposer des horaires » ou /book.',

  toApp: (mentor) =>
    `Merci pour votre message. Ceci est la conversation de l’application : ${mentor} ne peut pas la lire ici. Que faire de votre message ?`,
  toAppFile: (mentor) =>
    `Merci. Un fichier ne peut pas être transmis d’ici, et ${mentor} ne le voit pas : partagez-le dans votre conversation avec ${mentor}.`,
  toAppNoMentor:
    'Merci pour votre message. Personne ne lit cette conversation ; vous pouvez interroger l’équipe pédagogique ici.',
  toAppMentor:
    'Bonjour ! Personne ne lit cette conversation. Écrivez à vos étudiants dans vos conversations avec eux ; tout le reste part de l’accueil, ou de /mentoring help.',
  forward: 'L’envoyer à mon mentor',
  propose: 'Proposer des horaires',
  askTeam: 'Demander à l’équipe',
  forwarding: (mentor) => `Votre message part dans votre conversation avec ${mentor}.`,
  forwarded: (who, student) => mrkdwn`${who} *${student} vous a écrit :*`,
  forwardedPart: (student) => `Il y a une suite, trop longue pour tenir ici : demandez-la à ${student}.`,
  forwardedFile: 'Un fichier l’accompagnait ; seule la personne qui l’a écrit peut le partager ici.',
  teamAsked: 'L’équipe pédagogique sait que vous avez une question, et reviendra vers vous.',
  contacts: {
    advisors: (contact) => `Au sujet d’un étudiant : ${contact}`,
    mentorTeam: (contact) => `Au sujet du mentorat : ${contact}`,
    studentTeam: (contact) => `Argent et administration : ${contact}`,
  },
  later: (until) => `C’est noté. Aucun rappel avant le ${until}, sauf si votre étudiant se manifeste.`,
};

export const contact = { en, fr };
