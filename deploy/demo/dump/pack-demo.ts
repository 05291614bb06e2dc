import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readManifest, type TableFile } from '../../backup/manifest';
import { eachService, SERVICES } from '../../local/system/system-options';
import { writeArchive } from './demo-archive';

/** What is of the installation that was lived in and would be of no use in another one; house_secret is encrypted with its key. */
const LEFT_OUT = new Set([
  'public.idempotency',
  'public.sessions',
  'public.sign_in_failures',
  'public.house_secret',
]);
/** What the sandbox has to remember: cards and charges by which more can be billed, and which parcels houses know. */
export const SANDBOX_FILES = ['processor.jsonl', 'plugins.jsonl', 'houses.jsonl'] as const;

/** Where the demonstration was lived and what is made of it. */
export interface DemoToPack {
  /** A backup of its databases. */
  readonly backup: string;
  /** The sandbox's folder. */
  readonly sandbox: string;
  readonly begins: Date;
  readonly ends: Date;
  /** What the report says of them: the total of each action. */
  readonly totals: Readonly<Record<string, number>>;
  readonly file: string;
}

/** Packs a backup and the sandbox's memory into one file. */
export async function packDemo({ backup, sandbox, begins, ends, totals, file }: DemoToPack): Promise<void> {
  const manifest = readManifest(backup);
  const databases = eachService((service) => {
    const { tables, ...others } = manifest.databases[service];
    return { ...others, tables: tables.map(kept) };
  });
  const tables = SERVICES.flatMap((service) => databases[service].tables);
  const rows = (table: TableFile): Buffer =>
    table.rows === 0 ? Buffer.alloc(0) : gunzipSync(readFileSync(join(backup, table.file)));
  const memories = SANDBOX_FILES.map((name) => ({ name, content: remembered(join(sandbox, name)) }));
  await writeArchive(
    file,
    {
      begins: begins.toISOString().slice(0, 10),
      ends: ends.toISOString(),
      totals,
      manifest: { ...manifest, databases },
      files: [
        ...tables.map((table) => ({ name: table.file, bytes: rows(table).length })),
        ...memories.map(({ name, content }) => ({ name, bytes: content.length })),
      ],
    },
    (async function* () {
      for (const table of tables) yield await Promise.resolve(rows(table));
      for (const { content } of memories) yield content;
    })(),
  );
}

function kept(table: TableFile): TableFile {
  return LEFT_OUT.has(table.name) ? { ...table, rows: 0 } : table;
}

/** The lines of a journal without secrets, and without what nobody asks for any more. */
function remembered(file: string): Buffer {
  if (!existsSync(file)) return Buffer.alloc(0);
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const records = lines.map((line) => JSON.parse(line) as { kind: string; webhooks?: unknown });
  const wanted = records.filter(
    ({ kind }) => !['settings', 'attempt', 'webhook', 'question', 'repeat'].includes(kind),
  );
  // Webhooks were all delivered.
  const texts = wanted.map((record) =>
    JSON.stringify(record.webhooks === undefined ? record : { ...record, webhooks: [] }),
  );
  return Buffer.from(texts.map((text) => `${text}\n`).join(''));
}
