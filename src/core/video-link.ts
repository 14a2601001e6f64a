export const longestVideoLink = 500;

/** Whether this is the address of a meeting: an https URL, no longer than a form or a roster takes. */
export function isVideoLink(text: string): boolean {
  return text.length <= longestVideoLink && /^https:\/\/[^\s/]+\.[^\s]+$/i.test(text) && URL.canParse(text);
}
