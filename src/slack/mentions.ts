/** Takes the first mention of a person out of a command's text; Slack writes it `<@U123>` or `<@U123|name>`. */
export function takeMention(text: string): { slackId: string | null; rest: string } {
  const found = /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/.exec(text);
  if (found === null) return { slackId: null, rest: text.trim() };
  return { slackId: found[1] ?? null, rest: text.replace(found[0], ' ').trim() };
}
