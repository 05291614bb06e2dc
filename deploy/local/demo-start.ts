import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import type { ServiceName } from './system/system-options';

/** Where the demonstration data is restored to. */
export interface DemoPlace {
  readonly home: string;
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** With which the people of the demonstration sign in. */
  readonly adminPassword: string;
  /** Throw away what an earlier try has left. */
  readonly replace: boolean;
}

/** The running system that the houses and engines of the demonstration are to be played for. */
export interface DemoTarget {
  readonly gatewayUrl: string;
  readonly adminPassword: string;
  readonly sandboxUrl: string;
  /** What engines connect to. */
  readonly natsUrl: string;
}

/**
 * The demonstration data of an installation: restored before its services start for the first time, and connected with
 * its sandbox when they run. How far it has come stands in a file's name, so that a start that was killed begins again.
 */
export class DemoStart {
  private readonly programs: string;

  constructor(
    private readonly home: string,
    programs: string,
  ) {
    this.programs = join(programs, 'deploy', 'demo');
  }

  /** Whether an earlier start was ended while it restored. */
  get isHalfway(): boolean {
    return this.is('restoring');
  }

  /**
   * Restores it where nothing is yet.
   * @param file the demonstration's when absent
   * @returns whether it was restored now
   */
  async restore(place: Omit<DemoPlace, 'home' | 'replace'>, file?: string): Promise<boolean> {
    if (this.is('loaded') || this.is('restored')) return false;
    const replace = this.isHalfway;
    if (!replace && !(await areEmpty(Object.values(place.urls)))) return false;
    writeFileSync(this.file('restoring'), '');
    // Not imported by the program that starts: it is wanted once in the life of an installation.
    const program = (await import(pathToFileURL(join(this.programs, 'restore-demo.js')).href)) as {
      restoreDemo: (place: DemoPlace, from: { file?: string }) => Promise<boolean>;
    };
    const restored = await program.restoreDemo(
      { ...place, home: this.home, replace },
      file === undefined ? {} : { file },
    );
    if (restored) renameSync(this.file('restoring'), this.file('restored'));
    else rmSync(this.file('restoring'));
    return restored;
  }

  /** Connects what was restored. @returns whether it was connected now */
  async connect(target: DemoTarget): Promise<boolean> {
    if (!this.is('restored')) return false;
    const program = (await import(pathToFileURL(join(this.programs, 'connect-demo.js')).href)) as {
      connectDemo: (target: DemoTarget) => Promise<void>;
    };
    await program.connectDemo(target);
    renameSync(this.file('restored'), this.file('loaded'));
    return true;
  }

  private is(state: 'restoring' | 'restored' | 'loaded'): boolean {
    return existsSync(this.file(state));
  }

  private file(state: string): string {
    return join(this.home, `demo.${state}`);
  }
}

/** Whether no service has used its database yet. */
async function areEmpty(urls: readonly string[]): Promise<boolean> {
  for (const connectionString of urls) {
    const client = new Client({ connectionString });
    await client.connect();
    try {
      const { rows } = await client.query<{ used: boolean }>(
        `select exists (select from pg_tables where schemaname not in ('pg_catalog', 'information_schema')) as used`,
      );
      if (rows[0]?.used !== false) return false;
    } finally {
      await client.end();
    }
  }
  return true;
}
