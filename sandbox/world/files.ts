import type { FileRecord, World } from './model.ts';
import { seconds } from './people.ts';

export function addFile(
  world: World,
  given: Pick<FileRecord, 'name' | 'content' | 'user'> & Partial<FileRecord>,
): FileRecord {
  const file: FileRecord = {
    title: given.name,
    mimetype: mimetypeOf(given.name),
    created: world.now(),
    complete: true,
    deleted: false,
    length: given.content.length,
    channels: new Set(),
    ...given,
    id: world.id('F'),
  };
  world.files.set(file.id, file);
  return file;
}

export function fileJson(world: World, id: string): object {
  const file = world.files.get(id);
  if (!file || file.deleted) return { id, mode: 'tombstone' };
  const url = `${world.origin}/files-pri/${world.team.id}-${file.id}`;
  const type = file.name.includes('.') ? (file.name.split('.').at(-1)?.toLowerCase() ?? '') : '';
  return {
    id: file.id,
    created: seconds(file.created),
    timestamp: seconds(file.created),
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: type,
    pretty_type: type.toUpperCase(),
    user: file.user,
    user_team: world.team.id,
    editable: false,
    size: file.content.length,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${url}/${encodeURIComponent(file.name)}`,
    url_private_download: `${url}/download/${encodeURIComponent(file.name)}`,
    permalink: `${world.origin}/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
    has_rich_preview: false,
    file_access: 'visible',
  };
}

const mimetypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  csv: 'text/csv',
  txt: 'text/plain',
  zip: 'application/zip',
};

const mimetypeOf = (name: string) =>
  mimetypes[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
