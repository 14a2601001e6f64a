import { z } from 'zod';

/** The part of Slack's app manifest (2.0) that decides what is delivered and allowed. */
const manifest = z.looseObject({
  display_information: z.looseObject({ name: z.string() }).default({ name: 'App' }),
  features: z
    .looseObject({
      app_home: z
        .looseObject({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(false),
          messages_tab_read_only_enabled: z.boolean().default(false),
        })
        .optional(),
      slash_commands: z
        .array(z.looseObject({ command: z.string(), should_escape: z.boolean().default(false) }))
        .default([]),
      shortcuts: z
        .array(z.looseObject({ name: z.string(), callback_id: z.string(), type: z.enum(['global', 'message']) }))
        .default([]),
    })
    .prefault({}),
  oauth_config: z
    .looseObject({ scopes: z.looseObject({ bot: z.array(z.string()).default([]) }).prefault({}) })
    .prefault({}),
  /** Not of Slack's manifest: no command is named, so that any that is typed goes to the app. */
  any_command: z.boolean().default(false),
  settings: z
    .looseObject({
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()).default([]) }).prefault({}),
    })
    .prefault({}),
});

export type Manifest = z.output<typeof manifest>;
/** A Slack app manifest as an object (as read from `manifest.yml`). */
export type ManifestInput = z.input<typeof manifest>;

/** A command as the app has it; undefined where it has none of that name. */
export function commandOf({ any_command, features }: Manifest, name: string): { should_escape: boolean } | undefined {
  const known = features.slash_commands.find((each) => each.command === name);
  return known ?? (any_command ? { should_escape: true } : undefined);
}

export const parseManifest = (input: ManifestInput): Manifest => manifest.parse(input);
