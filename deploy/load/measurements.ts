import { setTimeout as delay } from 'node:timers/promises';
import type { Problem } from '@daybook/contracts';
import type { Answer } from '../clients/http-client';

/** An act whose answer was not intended; its story ends there. */
export class Unintended extends Error {}

interface Kind {
  milliseconds: number[];
  answers: Map<string, number>;
}

const TRIES = 5;
const AGAIN_AFTER_MS = 500;

/** Measures every act, counts what its answer said, and keeps the errors that nobody meant. */
export class Measurements {
  /** Sentence → how often. */
  readonly errors = new Map<string, number>();
  done = 0;
  private readonly kinds = new Map<string, Kind>();

  /**
   * Sends a request; sends it again, with the same key, while nobody knows what came of it.
   *
   * @param intended codes of refusals that are meant
   * @throws Unintended
   */
  async call<T>(
    kind: string,
    send: () => Promise<Answer<T>>,
    intended: readonly string[] = [],
    saidOf: (body: T) => string | undefined = () => undefined,
  ): Promise<Answer<T>> {
    for (let tries = 1; ; tries++) {
      const answer = await this.once(kind, send, saidOf);
      const passing = answer === undefined || answer.status >= 500 || answer.status === 429;
      const code = codeOf(answer?.body);
      if (answer !== undefined && (answer.status < 400 || intended.includes(code))) return answer;
      const said = answer === undefined ? 'no answer' : `${answer.status} ${code}`;
      this.fault(`${kind}: ${said}${detailOf(answer?.body)}`);
      if (!passing || tries === TRIES) throw new Unintended(`${kind}: ${said}`);
      await delay(AGAIN_AFTER_MS * tries);
    }
  }

  /** Measures something that is no request. */
  async time<T>(kind: string, act: () => Promise<T>, saidOf: (result: T) => string): Promise<T> {
    const started = performance.now();
    const result = await act();
    this.put(kind, performance.now() - started, saidOf(result));
    return result;
  }

  /** Counts an error that nobody meant. */
  fault(sentence: string): void {
    this.errors.set(sentence, (this.errors.get(sentence) ?? 0) + 1);
  }

  /** A row for each kind: how many, the latencies in ms, and what the answers said. */
  rows(): { kind: string; count: number; p50: number; p99: number; max: number; answers: string }[] {
    return [...this.kinds].map(([kind, { milliseconds, answers }]) => {
      const sorted = milliseconds.sort((a, b) => a - b);
      const at = (share: number) =>
        sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
      return {
        kind,
        count: sorted.length,
        p50: at(0.5),
        p99: at(0.99),
        max: at(1),
        answers: [...answers].map(([said, times]) => `${said} ×${times}`).join(', '),
      };
    });
  }

  private async once<T>(
    kind: string,
    send: () => Promise<Answer<T>>,
    saidOf: (body: T) => string | undefined,
  ): Promise<Answer<T> | undefined> {
    const started = performance.now();
    try {
      const answer = await send();
      const said =
        answer.status < 400 ? [answer.status, saidOf(answer.body)] : [answer.status, codeOf(answer.body)];
      this.put(kind, performance.now() - started, said.filter(Boolean).join(' '));
      return answer;
    } catch (error) {
      this.put(kind, performance.now() - started, error instanceof Error ? error.name : 'no answer');
      return undefined;
    }
  }

  private put(kind: string, milliseconds: number, said: string): void {
    const known = this.kinds.get(kind) ?? { milliseconds: [], answers: new Map<string, number>() };
    known.milliseconds.push(milliseconds);
    known.answers.set(said, (known.answers.get(said) ?? 0) + 1);
    this.kinds.set(kind, known);
    this.done += 1;
  }
}

function codeOf(body: unknown): string {
  return (body as Partial<Problem> | undefined)?.code ?? '';
}

function detailOf(body: unknown): string {
  const detail = (body as Partial<Problem> | undefined)?.detail;
  return detail === undefined ? '' : ` (${detail})`;
}
