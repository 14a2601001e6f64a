import type { PersonRecord } from '../world/model.ts';

/** What Slack's own page says, in the two languages of the workspace. The bar above it is not Slack's: it stays English. */
const words = {
  en: {
    onlyYou: 'Only visible to you',
    optional: '(optional)',
    replies: (count: number) => (count === 1 ? '1 reply' : `${count} replies`),
    members: (count: number) => `${count} members`,
    home: 'Home',
    messages: 'Messages',
    thread: 'Thread',
    reply: 'Reply',
    message: (where: string) => `Message ${where}`,
    replyInThread: 'Reply in thread',
    edited: '(edited)',
    channels: 'Channels',
    direct: 'Direct messages',
    apps: 'Apps',
    send: 'Send',
    choose: 'Choose',
    fieldsToCorrect: (count: number) => (count === 1 ? '1 field to correct' : `${count} fields to correct`),
    cancel: 'Cancel',
    back: 'Back',
    close: 'Close',
  },
  fr: {
    onlyYou: 'Visible par vous uniquement',
    optional: '(facultatif)',
    replies: (count: number) => (count === 1 ? '1 réponse' : `${count} réponses`),
    members: (count: number) => `${count} membres`,
    home: 'Accueil',
    messages: 'Messages',
    thread: 'Fil de discussion',
    reply: 'Répondre',
    message: (where: string) => `Envoyer un message à ${where}`,
    replyInThread: 'Répondre dans le fil',
    edited: '(modifié)',
    channels: 'Canaux',
    direct: 'Messages directs',
    apps: 'Applications',
    send: 'Envoyer',
    choose: 'Choisir',
    fieldsToCorrect: (count: number) => (count === 1 ? '1 champ à corriger' : `${count} champs à corriger`),
    cancel: 'Annuler',
    back: 'Retour',
    close: 'Fermer',
  },
} as const;

export function wordsFor({ locale }: Pick<PersonRecord, 'locale'>) {
  return locale.startsWith('fr') ? words.fr : words.en;
}
