import type {
  CompletenessState,
  JournalHead,
  MissingSequences,
  ProducerName,
  ServiceCompletenessView,
} from '@daybook/contracts';
import { contiguousEnd, gaps, type Run } from '@daybook/messaging';

/** A service that has announced nothing for so long (milliseconds) may have recorded anything meanwhile. */
export const SILENCE_LIMIT_MS = 5_000;
/** Missing ranges named per service at most; the count is always whole. */
export const NAMED_RANGES = 100;

/** What one service announced last, and when it was heard (milliseconds since 1970, by this process's clock). */
export type HeardHead = JournalHead & { heardAt: number };

/** What of one epoch of a producer's journal stands in the report. */
export interface AppliedEpoch {
  epoch: number;
  /** Applied and not a dead letter; sorted and apart. */
  ranges: readonly Run[];
  /** Came, but could not be applied. */
  deadLetters: number;
  /** Whether events stand here that the service, long after they came, says it never recorded: its journal was rolled back. */
  rolledBack: boolean;
}

/**
 * How complete the report is about one service. Only an announcement that is fresh, and everything it
 * speaks of being in, makes it complete; events recorded but not numbered yet count as announced. A
 * journal that was rolled back may record other events under the numbers of old ones: nobody can tell,
 * until it begins a new epoch. The old one's end is final then, whatever came from beyond it before.
 */
export function assess(
  service: ProducerName,
  heard: HeardHead | undefined,
  applied: readonly AppliedEpoch[],
  now: number,
): ServiceCompletenessView {
  const announced = new Map(heard?.epochs.map((e) => [e.epoch, e.sequence]) ?? []);
  const byEpoch = new Map(applied.map((a) => [a.epoch, a]));
  const epochs = [...new Set([...announced.keys(), ...byEpoch.keys()])].sort((a, b) => a - b);
  const missing: MissingSequences[] = [];
  let missingCount = 0;
  const newest = heard?.epochs.at(-1)?.epoch;
  const isOver = (epoch: number) => newest !== undefined && announced.has(epoch) && epoch < newest;
  for (const epoch of epochs) {
    const ranges = byEpoch.get(epoch)?.ranges ?? [];
    const last = Math.max(announced.get(epoch) ?? 0, isOver(epoch) ? 0 : (ranges.at(-1)?.to ?? 0));
    const absent = gaps(ranges, last);
    missingCount += absent.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    for (const run of absent) if (missing.length < NAMED_RANGES) missing.push({ epoch, ...run });
  }
  const current = newest ?? epochs.at(-1);
  const sequence = current === undefined ? 0 : contiguousEnd(byEpoch.get(current)?.ranges ?? []);
  const head = current === undefined ? undefined : announced.get(current);
  const pending = heard?.pending ?? 0;
  return {
    service,
    state: applied.some(({ epoch, rolledBack }) => rolledBack && !isOver(epoch))
      ? 'unknown'
      : stateOf(
          heard,
          now,
          missingCount === 0 && sequence >= (head ?? 0) + pending && !(heard?.standingStill?.length ?? 0),
        ),
    ...(current === undefined ? {} : { epoch: current }),
    sequence,
    ...(head === undefined ? {} : { head }),
    ...(heard === undefined ? {} : { headTime: heard.time }),
    missingCount,
    missing,
    deadLetters: applied.reduce((sum, a) => sum + a.deadLetters, 0),
    pending,
  };
}

function stateOf(heard: HeardHead | undefined, now: number, everythingIsIn: boolean): CompletenessState {
  if (heard === undefined || now - heard.heardAt > SILENCE_LIMIT_MS) return 'unknown';
  return everythingIsIn ? 'complete' : 'behind';
}

/** The state of the whole from those of its parts. */
export function overall(states: readonly CompletenessState[]): CompletenessState {
  if (states.includes('unknown')) return 'unknown';
  return states.includes('behind') ? 'behind' : 'complete';
}
