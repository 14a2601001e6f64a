import type { ViewStateValue } from '@slack/bolt';
import { z } from 'zod';
import type { Refusal } from '../core/result.ts';

/** An uploaded file, as a `file_input` gives it. */
export interface UploadedFile {
  readonly id: string;
  readonly mimetype: string;
  readonly size: number;
  readonly url: string;
}

export type FieldValue = string | readonly string[] | readonly UploadedFile[] | null;

/** What stands in a form, by `block_id`; empty inputs are null. */
export type FormValues = Readonly<Record<string, FieldValue>>;

/** Reads the `state.values` of a view: each of our input blocks holds one element. */
export function readForm(state: Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>): FormValues {
  return Object.fromEntries(
    Object.entries(state).map(([blockId, elements]) => {
      const [element] = Object.values(elements);
      return [blockId, element === undefined ? null : readValue(element)];
    }),
  );
}

function readValue(element: ViewStateValue): FieldValue {
  switch (element.type) {
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return element.selected_option?.value ?? null;
    case 'checkboxes':
    case 'multi_static_select':
      return element.selected_options?.map((each) => each.value) ?? [];
    case 'datepicker':
      return element.selected_date ?? null;
    case 'timepicker':
      return element.selected_time ?? null;
    case 'users_select':
      return element.selected_user ?? null;
    case 'file_input':
      return uploadedFiles.safeParse(element.files).data ?? [];
    default:
      return element.value ?? null;
  }
}

const uploadedFiles = z.array(
  z
    .object({
      id: z.string(),
      mimetype: z.string().default(''),
      size: z.number().default(0),
      url_private_download: z.string(),
    })
    .transform(({ id, mimetype, size, url_private_download: url }): UploadedFile => ({ id, mimetype, size, url })),
);

/** What a `file_input` holds, in a form's schema. */
export const uploads = z
  .array(z.object({ id: z.string(), mimetype: z.string(), size: z.number(), url: z.string() }))
  .nullish()
  .transform((files): UploadedFile[] => files ?? []);

/** Parses a form by its schema; what does not fit is refused at its field. */
export function parseForm<T>(
  schema: z.ZodType<T>,
  values: FormValues,
): { ok: true; value: T } | { ok: false; refusals: [Refusal, ...Refusal[]] } {
  const parsed = schema.safeParse(values);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [first, ...rest] = parsed.error.issues.map((issue): Refusal => {
    const field = String(issue.path[0] ?? '');
    const missing = values[field] == null;
    return {
      code: missing ? 'required' : 'bad-value',
      field,
      say: (words) => (missing ? words.common.required : words.common.badValue),
    };
  });
  return { ok: false, refusals: [first ?? { code: 'bad-value', say: (words) => words.common.badValue }, ...rest] };
}

/** Reads what a modal carried with it; null when it is not what we put there. */
export function parseMetadata<T>(schema: z.ZodType<T>, metadata: string): T | null {
  try {
    return schema.parse(JSON.parse(metadata));
  } catch {
    return null;
  }
}

/** A text that may be left empty; trimmed, and null when nothing is left. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => {
    const trimmed = text?.trim() ?? '';
    return trimmed === '' ? null : trimmed;
  });

export const localDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const localTime = z.string().regex(/^\d{2}:\d{2}$/);
