const en = {
  title: 'Import people',
  submit: 'Import',
  explain:
    'Choose people.csv. It is all or nothing: while a line can’t be imported, nothing is changed, and you read which and why. The same file again changes nothing.',
  header: 'The first line must be:',
  file: 'File',
  fileHint: 'A table as a spreadsheet saves it: CSV in UTF-8, at most 1 MB.',
  onlyStaff: 'Only the pedagogical team imports people. Ask one of them to do it.',
  tooLarge: 'This file is larger than 1 MB. Please split it.',
  noFile: 'Please choose a file.',
  working: 'The file is being imported. This takes a moment; this window then tells you what became of it.',
  unreadable: {
    encoding: 'This file is not in UTF-8. Save it as “CSV UTF-8” and choose it again.',
    empty: 'This file is empty.',
    malformed: (line: number | undefined) =>
      line === undefined
        ? 'This file can’t be read as a table.'
        : `Line ${line} can’t be read: is a quote missing, or a column named twice?`,
  },
  nothingImported: (count: number) =>
    count === 1 ? 'Nothing was imported: one line needs you.' : `Nothing was imported: ${count} lines need you.`,
  leftOut: (count: number) => (count === 1 ? 'One line was left out:' : `${count} lines were left out:`),
  more: (count: number) => `… and ${count} more.`,
  again: 'Mend the file and choose it again.',
  counts: (created: number, updated: number, unchanged: number) =>
    `Created: ${created}. Updated: ${updated}. Unchanged: ${unchanged}.`,
  line: (line: number, text: string) => `Line ${line}: ${text}`,
  created: (email: string) => `${email} is new`,
  updated: (email: string, changed: string) => `${email}: ${changed}`,
  aspects: {
    role: 'role',
    back: 'back in Slack',
    name: 'name',
    phone: 'phone',
    capacity: 'capacity',
    projects: 'projects',
    place: 'video link',
    project: 'project',
    level: 'level',
    funding: 'funding',
    mentor: 'new mentor',
    since: 'since',
  },
  problems: {
    'missing-column': (field: string, _value: string) => `the column “${field}” is missing`,
    'missing-value': (field: string, _value: string) => `“${field}” is empty`,
    'extra-value': (_field: string, value: string) => `“${value}” is in no column`,
    role: (_field: string, value: string) => `the role “${value}” is not staff, mentor or student`,
    'unknown-email': (_field: string, value: string) => `nobody active in Slack has the e-mail ${value}`,
    duplicate: (_field: string, value: string) => `${value} stands there more than once with the same role`,
    level: (_field: string, value: string) => `the level “${value}” is not 1, 2 or 3`,
    'level-differs': (_field: string, value: string) => `other lines give this project another level than ${value}`,
    funding: (_field: string, value: string) => `the funding “${value}” is neither funded nor self-funded`,
    number: (field: string, value: string) => `“${field}” is not a number: ${value}`,
    date: (field: string, value: string) => `“${field}” is not a past date such as 2026-09-01: ${value}`,
    place: (_field: string, value: string) =>
      `the place is not an https:// address of at most 500 characters: ${value}`,
    phone: (_field: string, value: string) => `the phone number can’t be read, write it with +: ${value}`,
    'mentor-unknown': (_field: string, value: string) =>
      `the mentor ${value} is neither in the file nor known, or has a bad line`,
    'own-mentor': (_field: string, value: string) => `${value} can’t be their own mentor`,
    'project-undeclared': (_field: string, value: string) => `the mentor has not declared the project ${value}`,
    'capacity-passed': (_field: string, value: string) => `${value} has no place left for all of these students`,
  },
};

const fr: typeof en = {
  title: 'Importer des personnes',
  submit: 'Importer',
  explain:
    'Choisissez people.csv. C’est tout ou rien : tant qu’une ligne ne peut pas être importée, rien n’est modifié, et vous lisez laquelle et pourquoi. Le même fichier une seconde fois ne change rien.',
  header: 'La première ligne doit être :',
  file: 'Fichier',
  fileHint: 'Un tableau enregistré par un tableur : CSV en UTF-8, 1 Mo au plus.',
  onlyStaff: 'Seule l’équipe pédagogique importe des personnes. Demandez-le-lui.',
  tooLarge: 'Ce fichier dépasse 1 Mo. Merci de le diviser.',
  noFile: 'Merci de choisir un fichier.',
  working: 'Le fichier est en cours d’import. Un instant : cette fenêtre vous dira ensuite ce qu’il en est.',
  unreadable: {
    encoding: 'Ce fichier n’est pas en UTF-8. Enregistrez-le en « CSV UTF-8 » et choisissez-le à nouveau.',
    empty: 'Ce fichier est vide.',
    malformed: (line) =>
      line === undefined
        ? 'Ce fichier n’est pas lisible comme un tableau.'
        : `La ligne ${line} est illisible : manque-t-il un guillemet, ou une colonne est-elle nommée deux fois ?`,
  },
  nothingImported: (count) =>
    count === 1
      ? 'Rien n’a été importé : une ligne est à revoir.'
      : `Rien n’a été importé : ${count} lignes sont à revoir.`,
  leftOut: (count) =>
    count === 1 ? 'Une ligne a été laissée de côté :' : `${count} lignes ont été laissées de côté :`,
  more: (count) => `… et ${count} de plus.`,
  again: 'Corrigez le fichier et choisissez-le à nouveau.',
  counts: (created, updated, unchanged) => `Créées : ${created}. Mises à jour : ${updated}. Inchangées : ${unchanged}.`,
  line: (line, text) => `Ligne ${line} : ${text}`,
  created: (email) => `${email} : nouvelle personne`,
  updated: (email, changed) => `${email} : ${changed}`,
  aspects: {
    role: 'rôle',
    back: 'de retour dans Slack',
    name: 'nom',
    phone: 'téléphone',
    capacity: 'nombre de places',
    projects: 'projets',
    place: 'lien vidéo',
    project: 'projet',
    level: 'niveau',
    funding: 'financement',
    mentor: 'nouveau mentor',
    since: 'se connaissent depuis',
  },
  problems: {
    'missing-column': (field) => `la colonne « ${field} » manque`,
    'missing-value': (field) => `« ${field} » est vide`,
    'extra-value': (_field, value) => `« ${value} » n’est dans aucune colonne`,
    role: (_field, value) => `le rôle « ${value} » n’est ni staff, ni mentor, ni student`,
    'unknown-email': (_field, value) => `personne d’actif dans Slack n’a l’adresse ${value}`,
    duplicate: (_field, value) => `${value} y figure plusieurs fois avec le même rôle`,
    level: (_field, value) => `le niveau « ${value} » n’est ni 1, ni 2, ni 3`,
    'level-differs': (_field, value) => `d’autres lignes donnent à ce projet un autre niveau que ${value}`,
    funding: (_field, value) => `le financement « ${value} » n’est ni funded ni self-funded`,
    number: (field, value) => `« ${field} » n’est pas un nombre : ${value}`,
    date: (field, value) => `« ${field} » n’est pas une date passée comme 2026-09-01 : ${value}`,
    place: (_field, value) => `le lieu n’est pas une adresse https:// de 500 caractères au plus : ${value}`,
    phone: (_field, value) => `le numéro de téléphone est illisible, écrivez-le avec + : ${value}`,
    'mentor-unknown': (_field, value) =>
      `le mentor ${value} n’est ni dans le fichier ni connu, ou sa ligne est à revoir`,
    'own-mentor': (_field, value) => `${value} ne peut pas être son propre mentor`,
    'project-undeclared': (_field, value) => `le mentor n’a pas déclaré le projet ${value}`,
    'capacity-passed': (_field, value) => `${value} n’a plus assez de places pour tous ces étudiants`,
  },
};

export const roster = { en, fr };
