import { type Language, languageOf } from '../language.ts';
import { around } from './words-around.ts';

/** What the page says, Slack’s part and what is around it, in the two languages of the workspace. */
export type Words = typeof en;
/** A text in both of them. */
export type Bilingual = Readonly<Record<Language, string>>;

export function wordsFor(reader: { locale: string }): Words {
  return languageOf(reader) === 'fr' ? fr : en;
}

const en = {
  ...around.en,

  skip: 'Skip to the conversation',
  workspace: 'Workspace',
  homeOf: (app: string) => `Home of ${app}`,
  home: 'Home',
  messages: 'Messages',
  noHome: 'The app has not published its home for you yet.',
  channels: 'Channels',
  direct: 'Direct messages',
  apps: 'Apps',
  noneYet: 'None yet',
  unread: 'unread',
  backToList: 'Back to the list',
  members: (count: number) => `${count} members`,

  earlier: 'Earlier messages are not shown.',
  beginning: (where: string) => `This is the very beginning of ${where}.`,
  beginningWith: (app: string, commands: string) =>
    `This is the very beginning of your conversation with ${app}. Try ${commands}.`,
  thread: 'Thread',
  closeThread: 'Close the thread',
  replies: (count: number) => (count === 1 ? '1 reply' : `${count} replies`),
  repliedToThread: 'replied to a thread',
  wasDeleted: 'This message was deleted.',
  fileDeleted: 'This file was deleted.',
  onlyYou: 'Only visible to you',
  edited: '(edited)',
  appBadge: 'APP',
  kilobytes: (count: number) => `${count} kB`,
  reactions: 'Reactions',
  you: (name: string) => `${name} (you)`,
  moreActions: (who: string) => `More actions for the message of ${who}`,
  moreOptions: 'More options',
  replyInThread: 'Reply in thread',
  deleteMessage: 'Delete message…',
  askDelete: {
    title: 'Delete message',
    text: 'Are you sure you want to delete this message? This cannot be undone.',
    yes: 'Delete',
  },

  reply: 'Reply',
  message: (where: string) => `Message ${where}`,
  suggestions: 'Suggestions',
  noResults: 'No results',
  shortcutsAndFiles: 'Shortcuts and files',
  upload: 'Upload a file',
  send: 'Send',

  optional: '(optional)',
  choose: 'Choose',
  remove: 'Remove',
  clear: 'Clear',
  fieldsToCorrect: (count: number) => (count === 1 ? '1 field to correct' : `${count} fields to correct`),
  yes: 'Yes',
  areYouSure: 'Are you sure?',
  cancel: 'Cancel',
  back: 'Back',
  close: 'Close',
  dismiss: 'Dismiss',

  picture: 'Picture',
  file: 'File',
  task: { pending: 'to do', in_progress: 'in progress', complete: 'done', error: 'failed' },

  /** What Slack does not let a person do. */
  refused: {
    gone: 'That is not there any more.',
    formClosed: 'That form is closed.',
    formCovered: 'Another form is open on top of that one.',
    messageGone: 'That message is not there any more.',
    optionGone: 'That option is not offered any more.',
    turnedOff: 'Sending messages to this app has been turned off.',
    notMember: 'You are not in that conversation.',
    noFile: 'There is no such file.',
    noCommand: (command: string) => `${command} is not a valid command.`,
    notInThreads: (command: string) => `${command} is not supported in threads. Sorry!`,
    unexpected: 'Something went wrong. Try again?',
  },
};

const fr: Words = {
  ...around.fr,

  skip: 'Aller à la conversation',
  workspace: 'Espace de travail',
  homeOf: (app) => `Accueil de ${app}`,
  home: 'Accueil',
  messages: 'Messages',
  noHome: 'L’application ne vous a pas encore préparé d’accueil.',
  channels: 'Canaux',
  direct: 'Messages directs',
  apps: 'Applications',
  noneYet: 'Aucun pour l’instant',
  unread: 'à lire',
  backToList: 'Retour à la liste',
  members: (count) => `${count} membres`,

  earlier: 'Les messages plus anciens ne sont pas affichés.',
  beginning: (where) => `C’est ici que commence ${where}.`,
  beginningWith: (app, commands) => `C’est ici que commence votre conversation avec ${app}. Essayez ${commands}.`,
  thread: 'Fil de discussion',
  closeThread: 'Fermer le fil de discussion',
  replies: (count) => (count === 1 ? '1 réponse' : `${count} réponses`),
  repliedToThread: 'a répondu à un fil',
  wasDeleted: 'Ce message a été supprimé.',
  fileDeleted: 'Ce fichier a été supprimé.',
  onlyYou: 'Visible par vous uniquement',
  edited: '(modifié)',
  appBadge: 'APPLI',
  kilobytes: (count) => `${count} ko`,
  reactions: 'Réactions',
  you: (name) => `${name} (vous)`,
  moreActions: (who) => `Plus d’actions pour le message de ${who}`,
  moreOptions: 'Plus d’options',
  replyInThread: 'Répondre dans le fil',
  deleteMessage: 'Supprimer le message…',
  askDelete: {
    title: 'Supprimer le message',
    text: 'Voulez-vous vraiment supprimer ce message ? Cette action est définitive.',
    yes: 'Supprimer',
  },

  reply: 'Répondre',
  message: (where) => `Envoyer un message à ${where}`,
  suggestions: 'Suggestions',
  noResults: 'Aucun résultat',
  shortcutsAndFiles: 'Raccourcis et fichiers',
  upload: 'Joindre un fichier',
  send: 'Envoyer',

  optional: '(facultatif)',
  choose: 'Choisir',
  remove: 'Retirer',
  clear: 'Effacer',
  fieldsToCorrect: (count) => (count === 1 ? '1 champ à corriger' : `${count} champs à corriger`),
  yes: 'Oui',
  areYouSure: 'Êtes-vous sûr ?',
  cancel: 'Annuler',
  back: 'Retour',
  close: 'Fermer',
  dismiss: 'Masquer',

  picture: 'Image',
  file: 'Fichier',
  task: { pending: 'à faire', in_progress: 'en cours', complete: 'terminée', error: 'échouée' },

  refused: {
    gone: 'Ce n’est plus là.',
    formClosed: 'Ce formulaire est fermé.',
    formCovered: 'Un autre formulaire est ouvert par-dessus.',
    messageGone: 'Ce message n’est plus là.',
    optionGone: 'Cette option n’est plus proposée.',
    turnedOff: 'L’envoi de messages à cette application est désactivé.',
    notMember: 'Vous n’êtes pas dans cette conversation.',
    noFile: 'Ce fichier n’existe pas.',
    noCommand: (command) => `${command} n’est pas une commande valide.`,
    notInThreads: (command) => `${command} n’est pas disponible dans les fils de discussion. Désolé !`,
    unexpected: 'Un problème est survenu. Réessayer ?',
  },
};
