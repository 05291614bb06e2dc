import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the system that keeps its data in a folder answers; no secrets. */
export interface RunningAddresses {
  readonly gateway: string;
  readonly sandbox: string;
  /** What engines connect to. */
  readonly nats: string;
}

const fileOf = (home: string): string => join(home, 'addresses.json');

/** Writes down where the running system answers, for programs that are started beside it. */
export function writeAddresses(home: string, addresses: RunningAddresses): void {
  writeFileSync(fileOf(home), `${JSON.stringify(addresses, null, 2)}\n`);
}

/** Forgets them: the system has stopped. */
export function removeAddresses(home: string): void {
  rmSync(fileOf(home), { force: true });
}

/** Where the system of this folder answers; undefined when none runs. */
export function readAddresses(home: string): RunningAddresses | undefined {
  const file = fileOf(home);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunningAddresses) : undefined;
}
