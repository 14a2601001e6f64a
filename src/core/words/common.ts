const en = {
  notYours: 'That isn’t one of yours, so nothing was changed. Choose one of your own students or sessions.',
  nothingSaved: (reference: string) =>
    `Something went wrong on our side and nothing was saved. Please try again in a moment; if it stays, tell us the reference ${reference}.`,
  outcomeUnknown: (reference: string) =>
    `This takes longer than usual, and we can’t tell yet whether it was saved. Try once more: it won’t happen twice. Reference ${reference}.`,
  notShown: (reference: string) =>
    `This page can’t be shown right now. Open it again in a moment; if it stays, tell us the reference ${reference}.`,
  nobody:
    'Hello! Mentoring here is for mentors and their students. Once the pedagogical team adds you, everything you need appears here.',
  loading: 'One moment…',
  close: 'Close',
  cancel: 'Never mind',
  save: 'Save',
  send: 'Send',
  openAgain: 'This form is out of date. Close it and open it again; what you typed can be copied first.',
  badValue: 'This can’t be read. Please check it.',
  required: 'Please fill this in.',
  tooLong: (limit: number) => `Please keep it to ${limit} characters.`,
  unknownAction: 'This button belongs to an older message. Open the app’s home for what is current.',
  unknownCommand: 'This command is not one of ours. /mentoring help says what there is.',
  done: 'Done.',
};

const fr: typeof en = {
  notYours:
    'Cet élément n’est pas à vous : rien n’a été modifié. Choisissez un de vos étudiants ou une de vos séances.',
  nothingSaved: (reference: string) =>
    `Un problème est survenu de notre côté et rien n’a été enregistré. Réessayez dans un instant ; si cela persiste, donnez-nous la référence ${reference}.`,
  outcomeUnknown: (reference: string) =>
    `C’est plus long que d’habitude, et nous ne savons pas encore si c’est enregistré. Réessayez : rien ne sera fait deux fois. Référence ${reference}.`,
  notShown: (reference: string) =>
    `Cette page ne peut pas s’afficher pour le moment. Rouvrez-la dans un instant ; si cela persiste, donnez-nous la référence ${reference}.`,
  nobody:
    'Bonjour ! Le mentorat est réservé ici aux mentors et à leurs étudiants. Dès que l’équipe pédagogique vous ajoute, tout apparaît ici.',
  loading: 'Un instant…',
  close: 'Fermer',
  cancel: 'Laisser tomber',
  save: 'Enregistrer',
  send: 'Envoyer',
  openAgain: 'Ce formulaire n’est plus à jour. Fermez-le et rouvrez-le ; vous pouvez d’abord copier votre texte.',
  badValue: 'Cette valeur est illisible. Merci de la vérifier.',
  required: 'Merci de remplir ce champ.',
  tooLong: (limit: number) => `${limit} caractères au plus, s’il vous plaît.`,
  unknownAction:
    'Ce bouton appartient à un ancien message. Ouvrez l’accueil de l’application pour voir ce qui est actuel.',
  unknownCommand: 'Cette commande n’est pas des nôtres. /mentoring help dit ce qu’il y a.',
  done: 'C’est fait.',
};

export const common = { en, fr };
