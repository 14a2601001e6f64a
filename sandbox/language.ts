/** The languages in which people of the workspace read; whoever reads another one reads English. */
export type Language = 'en' | 'fr';

export function languageOf({ locale }: { locale: string }): Language {
  return locale.startsWith('fr') ? 'fr' : 'en';
}
