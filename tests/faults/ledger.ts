import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** What became of an intent: done, refused by a rule, or nobody knows. */
export type Outcome = 'ok' | 'refused' | 'unknown';

/** One thing that somebody meant to do. */
export interface Intent {
  id: string;
  /** The activity that stands in the timeline if it was done. */
  type: string;
  customer: string;
  outcome: Outcome | 'open';
  /** When the outcome was known, milliseconds since 1970. */
  at: number;
  /** Our own name of what was made: order id, note id, case id. */
  made?: string;
  /** Why it was refused, or what went wrong. */
  reason?: string;
}

/**
 * What was meant and what came of it, written to a file before anything is sent. It knows nothing of the system
 * beyond its answers.
 */
export class Ledger {
  readonly intents: Intent[] = [];
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'a');
  }

  /** Writes an intent down, on disk before it returns. */
  intend(type: string, customer: string): Intent {
    const intent: Intent = { id: `i${this.intents.length}`, type, customer, outcome: 'open', at: 0 };
    this.intents.push(intent);
    this.write(intent);
    return intent;
  }

  /** Writes down what came of it. */
  settle(intent: Intent, outcome: Outcome, facts: Pick<Intent, 'made' | 'reason'> = {}): void {
    Object.assign(intent, { outcome, at: Date.now(), ...facts });
    this.write(intent);
  }

  /** How many intents have an outcome. */
  count(outcome: Intent['outcome'], type?: string, before = Infinity): number {
    return this.intents.filter(
      (intent) =>
        intent.outcome === outcome && (type === undefined || intent.type === type) && intent.at < before,
    ).length;
  }

  close(): void {
    closeSync(this.file);
  }

  private write(intent: Intent): void {
    writeSync(this.file, `${JSON.stringify(intent)}\n`);
    fsyncSync(this.file);
  }
}
