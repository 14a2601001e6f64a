import type { FileRecord } from '../../world/model.ts';
import { wordsFor } from '../words.ts';
import type { Look } from './look.ts';
import { Link } from './mrkdwn.tsx';

interface Given {
  look: Look;
  small?: boolean;
  image_url?: unknown;
  slack_file?: unknown;
  alt_text?: unknown;
}

/** What a browser draws, and cannot hold a script. Everything else is a file. */
export const isPicture = ({ mimetype }: FileRecord): boolean => /^image\/(png|jpeg|gif|webp)$/.test(mimetype);

/** A picture of this workspace is shown; one from elsewhere is a frame with its words, as nothing is fetched from outside. */
export function Picture({ look, small = false, image_url, slack_file, alt_text }: Given) {
  const words = String(alt_text ?? '');
  const own = fileOf(look, slack_file) ?? fileOf(look, { url: image_url });
  const href = `/as/${look.viewer}/file/${own?.id}`;
  if (own && isPicture(own)) return <img class={small ? 'thumb' : 'picture'} src={href} alt={words} />;
  if (small) {
    return (
      <span class="thumb frame" role="img" aria-label={words || wordsFor(look).picture} title={words}>
        🖼️
      </span>
    );
  }
  return (
    <span class="picture frame">
      <span aria-hidden="true">🖼️</span>{' '}
      {own ? (
        <a href={href} download={own.name}>
          {words || own.name}
        </a>
      ) : typeof image_url === 'string' ? (
        <Link url={image_url}>{words || image_url}</Link>
      ) : (
        words
      )}
    </span>
  );
}

/** A file of the workspace, by its id or address. */
function fileOf({ world }: Look, given: unknown): FileRecord | undefined {
  if (typeof given !== 'object' || !given) return undefined;
  const id = 'id' in given ? String(given.id) : 'url' in given ? /-(F\w+)\//.exec(String(given.url))?.[1] : undefined;
  return id ? world.files.get(id) : undefined;
}
