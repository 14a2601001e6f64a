import type { Port } from '../port.ts';
import type { FaceOptions } from './face.ts';
import { createFace } from './index.tsx';

/** Serves the workspace in the browser, wherever nothing else is at that port. */
export function serveFace(options: FaceOptions, port: Port): void {
  port.serve({ paths: ['/'], fetch: createFace(options).fetch });
}
