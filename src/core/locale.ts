export const supportedLocales = ['en', 'fr'] as const;
export type Locale = (typeof supportedLocales)[number];

/** The language for a Slack locale such as `fr-FR`; the default where it is neither English nor French. */
export function readLocale(slackLocale: string | null | undefined, fallback: Locale): Locale {
  const language = slackLocale?.slice(0, 2).toLowerCase();
  return supportedLocales.find((locale) => locale === language) ?? fallback;
}
