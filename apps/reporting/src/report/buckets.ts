import type { DateTime } from 'luxon';
import { DomainError, type ReportBucket } from '@daybook/contracts';

/** Steps of one answer at most. */
const MOST_STEPS = 10_000;

/** One step of a series; half-open. */
export interface Step {
  start: DateTime;
  end: DateTime;
}

/**
 * The hours, days, weeks or months of a zone that lie between two moments, without a gap; the first and the last
 * are cut there.
 * @throws DomainError `reporting.range_invalid` for more than 10,000
 */
export function stepsOf(unit: ReportBucket, from: DateTime, to: DateTime): Step[] {
  const steps: Step[] = [];
  for (let start = from; start < to;) {
    const next = nextStart(unit, start);
    const end = next < to ? next : to;
    steps.push({ start, end });
    if (steps.length > MOST_STEPS) {
      throw new DomainError('reporting.range_invalid', {
        detail: `The period has more than ${MOST_STEPS} steps of one ${unit}. Ask for a shorter one, or longer steps.`,
      });
    }
    start = end;
  }
  return steps;
}

/** Where the clocks are put back by half an hour, the hour's beginning lies behind us: then an hour passes. */
function nextStart(unit: ReportBucket, at: DateTime): DateTime {
  const begun = at.startOf(unit);
  const next = begun.plus({ [unit]: 1 }).startOf(unit);
  return next > at ? next : at.plus({ [unit]: 1 });
}
