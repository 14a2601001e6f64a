import { type Markup, mrkdwn } from '../mrkdwn.ts';

const en = {
  title: 'Add a note',
  editTitle: 'Edit the note',
  student: 'Student',
  note: 'Note to the student',
  noteHint: 'The student reads it in your thread.',
  private: 'Private comment (only mentors and the pedagogical team read it, never the student)',
  questions: {
    before: 'What did the student do before?',
    reasons: 'Why this path?',
    objectives: 'Objectives',
    level: 'Level',
    hours: 'Weekly hours',
    remarks: 'Remarks',
    next: 'Objectives for the coming week',
  },
  nameAStudent: 'Say whom it is about: /note @student.',
  noStudents: 'You have no student right now, so there is nobody to write a note on.',
  empty: 'Write a note to the student, or a private comment.',
  emptied: 'A note needs some words. Nothing was changed.',
  changedMeanwhile: 'This note was changed meanwhile. Copy your text, close the form and open it again.',
  written: (who: Markup, author: string) => mrkdwn`${who} *A note from ${author}*`,
  edited: (when: Markup) => mrkdwn`Edited ${when}`,
};

const fr: typeof en = {
  title: 'Ajouter une note',
  editTitle: 'Modifier la note',
  student: 'Étudiant',
  note: 'Note à l’étudiant',
  noteHint: 'L’étudiant la lit dans votre fil.',
  private: 'Commentaire privé (lu seulement par les mentors et l’équipe pédagogique, jamais par l’étudiant)',
  questions: {
    before: 'Que faisait l’étudiant auparavant ?',
    reasons: 'Pourquoi ce parcours ?',
    objectives: 'Objectifs',
    level: 'Niveau',
    hours: 'Heures par semaine',
    remarks: 'Remarques',
    next: 'Objectifs de la semaine à venir',
  },
  nameAStudent: 'Dites de qui il s’agit : /note @étudiant.',
  noStudents: 'Vous n’avez pas d’étudiant en ce moment : il n’y a personne à qui écrire une note.',
  empty: 'Écrivez une note à l’étudiant, ou un commentaire privé.',
  emptied: 'Une note ne peut pas être vide. Rien n’a été modifié.',
  changedMeanwhile: 'Cette note a été modifiée entre-temps. Copiez votre texte, fermez le formulaire et rouvrez-le.',
  written: (who, author) => mrkdwn`${who} *Une note de ${author}*`,
  edited: (when) => mrkdwn`Modifiée ${when}`,
};

export const notes = { en, fr };
