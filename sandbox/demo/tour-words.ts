import type { Bilingual } from '../web/words.ts';

interface StepWords {
  readonly title: Bilingual;
  readonly text: Bilingual;
}

/** What the eight steps say. The buttons that they name are called as Ana, Marc and Zoé, who read English, see them. */
export const stepWords = {
  introduction: {
    title: { en: 'An introduction', fr: 'Une présentation' },
    text: {
      en: 'Half an hour ago the team handed in a roster with a new student, Ana, and the app introduced her to her mentor. Be Ana, read it in the conversation with Marc, and write a hello there.',
      fr: 'Il y a une demi-heure, l’équipe a déposé une liste avec une nouvelle étudiante, Ana, et l’application l’a présentée à son mentor. Soyez Ana, lisez la présentation dans la conversation avec Marc, et dites-y bonjour.',
    },
  },
  offer: {
    title: { en: 'The mentor offers times', fr: 'Le mentor propose des horaires' },
    text: {
      en: 'Be Marc. Under the introduction click “Offer times”, choose Friday 23 October at 18:00 and Saturday 24 October at 11:00, and send. What Ana’s clock says then stands beside.',
      fr: 'Soyez Marc. Sous la présentation, cliquez sur « Offer times », choisissez le vendredi 23 octobre à 18:00 et le samedi 24 octobre à 11:00, et envoyez. L’heure qu’il sera chez Ana s’affiche à côté.',
    },
  },
  silence: {
    title: { en: 'The silent student', fr: 'L’étudiante qui ne répond pas' },
    text: {
      en: 'Be Ana, and do nothing. Move the clock with “Tomorrow 9:00”: a day after the offer she is reminded in a direct message, once it is morning in New York.',
      fr: 'Soyez Ana, et ne faites rien. Avancez l’horloge avec « Tomorrow 9:00 » : un jour après la proposition, elle reçoit un rappel en message direct, dès qu’il fait jour à New York.',
    },
  },
  booking: {
    title: { en: 'One click books', fr: 'Un clic suffit' },
    text: {
      en: 'Still Ana: click one of the times, here or in the conversation with Marc. The session stands in their thread, in her time and in Paris time, and the reminder is settled.',
      fr: 'Toujours Ana : cliquez sur l’un des horaires, ici ou dans la conversation avec Marc. La séance apparaît dans leur fil, à son heure et à celle de Paris, et le rappel est réglé.',
    },
  },
  move: {
    title: { en: 'Another time, across the clock change', fr: 'Une autre heure, après le changement d’heure' },
    text: {
      en: 'Be Marc. Open the thread under the introduction, click “Another time” on the summary, and move the session to Monday 26 October at 18:00. Paris changes its clocks on Sunday, New York a week later: see what becomes of Ana’s hour.',
      fr: 'Soyez Marc. Ouvrez le fil sous la présentation, cliquez sur « Another time » dans le résumé, et déplacez la séance au lundi 26 octobre à 18:00. Paris change d’heure dimanche, New York une semaine plus tard : voyez ce que devient l’heure d’Ana.',
    },
  },
  complete: {
    title: { en: 'Complete it, with a private comment', fr: 'Le compte rendu, avec un commentaire privé' },
    text: {
      en: 'Be Marc, and with “Choose…” above move the clock to 26 October, 19:00, when the session is over. Type /complete @ana, answer the questions (a word each will do), give Ana a task, meet again at the same time next week, write a private comment, and save.',
      fr: 'Soyez Marc et, avec « Choose… » en haut, avancez l’horloge au 26 octobre, 19:00, quand la séance est finie. Tapez /complete @ana, répondez aux questions (un mot suffit), donnez une tâche à Ana, revoyez-vous à la même heure la semaine suivante, écrivez un commentaire privé, et enregistrez.',
    },
  },
  reading: {
    title: { en: 'As the student sees it', fr: 'Ce que voit l’étudiante' },
    text: {
      en: 'Be Ana. The note, her task and the next date are one reply in the thread. In the app’s home click “Notes and sessions”: all that was said is there. The private comment is nowhere.',
      fr: 'Soyez Ana. La note, sa tâche et la prochaine date sont une réponse dans le fil. Dans l’accueil de l’application, cliquez sur « Notes and sessions » : tout ce qui a été dit s’y trouve. Le commentaire privé n’est nulle part.',
    },
  },
  team: {
    title: { en: 'The home of the team', fr: 'L’accueil de l’équipe' },
    text: {
      en: 'Be Zoé of the pedagogical team. Her home shows who is silent and who waits, without anybody chasing anybody. Click “I’ll take it” on one of them.',
      fr: 'Soyez Zoé, de l’équipe pédagogique. Son accueil montre qui se tait et qui attend, sans que personne n’ait à relancer personne. Cliquez sur « I’ll take it » pour l’un d’eux.',
    },
  },
} as const satisfies Record<string, StepWords>;
