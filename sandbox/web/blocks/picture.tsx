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

/** A picture of this workspace is shown; one from elsewhere is a frame with its words, as nothing is fetched from outside. */
export function Picture({ look, small = false, image_url, slack_file, alt_text }: Given) {
  const words = String(alt_text ?? '');
  const own = fileOf(look, slack_file) ?? fileOf(look, { url: image_url });
  if (own) return <img class={small ? 'thumb' : 'picture'} src={own} alt={words} />;
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
      {typeof image_url === 'string' ? <Link url={image_url}>{words || image_url}</Link> : words}
    </span>
  );
}

/** Where the page serves a file of the workspace. */
function fileOf(look: Look, given: unknown): string | undefined {
  if (typeof given !== 'object' || !given || !look.post) return undefined;
  const id = 'id' in given ? String(given.id) : 'url' in given ? /-(F\w+)\//.exec(String(given.url))?.[1] : undefined;
  const file = id ? look.world.files.get(id) : undefined;
  return file?.mimetype.startsWith('image/') ? `/as/${look.viewer}/file/${file.id}` : undefined;
}
