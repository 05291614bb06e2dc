// The days on which the tests must pass as on any other, and what programs are told of the one they live on.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = join(dirname(fileURLToPath(import.meta.url)), 'plant-day.cjs');

/** The last day before a shorter month, the day that most years lack, and the nights in which clocks are changed. */
export const DAYS = [
  { day: '2027-01-31T12:00:00Z', zone: 'UTC' },
  { day: '2028-02-29T12:00:00Z', zone: 'UTC' },
  { day: '2027-03-14T06:30:00Z', zone: 'America/New_York' },
  { day: '2027-11-07T05:30:00Z', zone: 'America/New_York' },
];

/** The environment of programs that live on a day; it goes on from the moment of this call. */
export function onDay({ day, zone }) {
  return {
    TZ: zone,
    DAYBOOK_TEST_DAY: day,
    DAYBOOK_TEST_BEGAN_MS: String(Date.now()),
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --require "${program}"`.trim(),
  };
}
