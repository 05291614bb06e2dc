import { setTimeout as pause } from 'node:timers/promises';
import type { Problem, RebuildState, RebuildView, SessionView } from '@daybook/contracts';
import { Progress } from '../local/progress';

/** Where the report is made anew, and as whom that is asked for. */
export interface RebuildPlace {
  gateway: string;
  username: string;
  password: string;
}

const API = '/api/v1';
const REBUILD = '/reports/customer-service/rebuild';
/** A token is renewed this long before it ends, in milliseconds. */
const MARGIN_MS = 120_000;
/** Looks in a row that may find nobody there: a gateway that is being started again. */
const PATIENCE = 60;

/** Asks a running system to make its report anew, and follows that. Whoever stops following does not stop it. */
export class RebuildWatch {
  private session: SessionView | null = null;

  constructor(
    private readonly place: RebuildPlace,
    private readonly say: (sentence: string) => void,
    private readonly lookMs = 1_000,
  ) {}

  /** Follows the rebuild that is running, or a new one, to its end. */
  async follow(): Promise<RebuildState> {
    let rebuild = await this.ask<RebuildView>('POST', REBUILD, {});
    this.say('The report is being made anew from the journals; the one that is there answers meanwhile.');
    const progress = new Progress('Rebuilding', rebuild.of);
    for (let unanswered = 0; rebuild.state === 'running';) {
      const { applied, of, trouble = `${applied} of ${of} events` } = rebuild;
      progress.at(applied, of, trouble);
      await pause(this.lookMs);
      try {
        rebuild = await this.ask<RebuildView>('GET', REBUILD);
        unanswered = 0;
      } catch (error) {
        unanswered += 1;
        if (unanswered >= PATIENCE) throw error;
      }
    }
    progress.end();
    this.say(ends[rebuild.state](rebuild));
    return rebuild.state;
  }

  /** Stops the rebuild that is running. */
  async cancel(): Promise<void> {
    await this.ask('DELETE', REBUILD);
    this.say('The rebuild is cancelled; the report that was there goes on.');
  }

  private async ask<T>(method: string, path: string, body?: object): Promise<T> {
    if (this.session === null || Date.parse(this.session.expiresAt) - Date.now() < MARGIN_MS) {
      const { username, password } = this.place;
      this.session = await this.send<SessionView>('POST', '/sessions', { username, password });
    }
    return this.send<T>(method, path, body, this.session.token);
  }

  private async send<T>(method: string, path: string, body?: object, token?: string): Promise<T> {
    const answer = await fetch(this.place.gateway + API + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.status === 204) return undefined as T;
    if (answer.ok) return (await answer.json()) as T;
    const { title, detail, code } = (await answer.json()) as Problem;
    throw new Error(`${code}: ${detail ?? title}`);
  }
}

const ends: Readonly<Record<Exclude<RebuildState, 'running'>, (rebuild: RebuildView) => string>> = {
  done: ({ of }) => `The report was made anew of ${of} events, and has taken the place of the one before.`,
  cancelled: () => 'Somebody has cancelled it; the report that was there goes on.',
  failed: ({ trouble = '' }) => `It failed; the report that was there goes on: ${trouble}`,
};
