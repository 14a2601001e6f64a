import { z } from 'zod';

/** A file as JSON: its bytes in base64. */
export const file = z
  .strictObject({ name: z.string().min(1), content: z.base64(), mimetype: z.string().exactOptional() })
  .transform(({ content, ...rest }) => ({ ...rest, content: new Uint8Array(Buffer.from(content, 'base64')) }));

/** What a person enters or chooses: see `Value` of the driver. */
export const value = z.union([z.string(), z.number(), z.null(), file, z.array(z.union([z.string(), file]))]);
export const values = z.record(z.string(), value);
