import { z } from 'zod';
import { addFile, fileJson } from '../world/files.ts';
import { addMessage } from '../world/messages.ts';
import type { FileRecord, World } from '../world/model.ts';
import { json, needed, whole, words } from './arguments.ts';
import { said, writable } from './chat.ts';
import { method, SlackError } from './method.ts';

export const files = {
  'files.getUploadURLExternal': method({
    scopes: ['files:write'],
    tier: 4,
    args: z.looseObject({ filename: needed, length: whole, alt_txt: words, snippet_type: words }),
    run({ world }, args) {
      if (!args.length || args.length < 0) throw new SlackError('missing_argument');
      if (args.length > 1_000_000_000) throw new SlackError('file_upload_size_restricted');
      const file = addFile(world, {
        name: args.filename,
        content: new Uint8Array(),
        user: world.app.userId,
        complete: false,
        length: args.length,
      });
      return { upload_url: `${world.origin}/upload/v1/${file.id}`, file_id: file.id };
    },
  }),

  'files.completeUploadExternal': method({
    scopes: ['files:write'],
    tier: 4,
    args: z.looseObject({
      files: json,
      channel_id: words,
      channels: words,
      thread_ts: words,
      initial_comment: words,
      blocks: json,
    }),
    run(context, args) {
      const { world, office } = context;
      const wanted = z.array(z.looseObject({ id: z.string(), title: z.string().optional() })).safeParse(args.files);
      if (!wanted.success || wanted.data.length === 0) {
        throw new SlackError('invalid_arguments', { response_metadata: { messages: ['[ERROR] invalid `files`'] } });
      }
      const uploaded = wanted.data.map(({ id, title }) => {
        const file = world.files.get(id);
        if (!file || file.deleted || file.content.length === 0) throw new SlackError('file_not_found');
        return { file, title: title ?? file.name };
      });
      const channels = [args.channel_id, ...(args.channels ?? '').split(',')].filter((each) => each);
      const targets = channels.map((each) => writable(world, each ?? ''));
      for (const { file, title } of uploaded) {
        file.complete = true;
        file.title = title;
      }
      for (const conversation of targets) {
        const words =
          args.initial_comment || args.blocks ? said({ text: args.initial_comment, blocks: args.blocks }) : {};
        const message = addMessage(world, conversation, {
          channel: conversation.id,
          user: world.app.userId,
          text: '',
          ...words,
          threadTs: args.thread_ts,
          files: uploaded.map(({ file }) => file.id),
        });
        for (const { file } of uploaded) file.channels.add(conversation.id);
        office.messagePosted(conversation, message);
      }
      return { files: uploaded.map(({ file }) => fileJson(world, file.id)) };
    },
  }),

  'files.info': method({
    scopes: ['files:read'],
    tier: 4,
    args: z.looseObject({ file: needed }),
    run({ world }, args) {
      return {
        file: fileJson(world, existing(world, args.file).id),
        comments: [],
        response_metadata: { next_cursor: '' },
      };
    },
  }),

  'files.delete': method({
    scopes: ['files:write'],
    tier: 3,
    args: z.looseObject({ file: needed }),
    run({ world }, args) {
      const file = existing(world, args.file);
      if (file.user !== world.app.userId) throw new SlackError('cant_delete_file');
      file.deleted = true;
      world.signal.changed();
      return {};
    },
  }),
};

function existing(world: World, id: string): FileRecord {
  const file = world.files.get(id);
  if (!file?.complete) throw new SlackError('file_not_found');
  if (file.deleted) throw new SlackError('file_deleted');
  return file;
}
