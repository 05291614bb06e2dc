import fc from 'fast-check';
import { DateTime } from 'luxon';
import { BusinessCalendar, type BusinessHours } from './business-calendar';
import { done, missed, promise, started, stopped, type PromisedTargets } from './promised-targets';

const MINUTE = 60_000;
const RUNS = process.env['DAYBOOK_FULL_TESTS'] === '1' ? 500 : 30;

/** Zones that turn their clocks by an hour or half of one, at midnight or never, and such with odd offsets. */
const zones = [
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'UTC',
];
/** Days about which the clocks of one or another of them are turned. */
const turns = [
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-04-24',
  '2026-10-04',
  '2026-10-25',
  '2026-11-01',
];

const timeOfDay = fc.integer({ min: 0, max: 1439 });
const pad = (value: number): string => String(value).padStart(2, '0');
const written = (minute: number): string => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
const openHours = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }), timeOfDay, timeOfDay)
  .filter(([, one, other]) => one !== other)
  .map(([days, one, other]) => ({
    days,
    from: written(Math.min(one, other)),
    to: written(Math.max(one, other)),
  }));
const moment = fc
  .tuple(fc.constantFrom(...turns), fc.integer({ min: -3 * 1440, max: 2 * 1440 }))
  .map(([day, minutes]) => new Date(Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE));
const businessHours: fc.Arbitrary<BusinessHours> = fc.record({
  timeZone: fc.constantFrom(...zones),
  hours: fc.array(openHours, { minLength: 1, maxLength: 3 }),
  holidays: fc.subarray([...turns, '2026-03-09', '2026-10-26']),
});

/** Whether a minute counts: what the clock on the wall shows in it is open. */
function counts({ timeZone, hours, holidays }: BusinessHours, at: number): boolean {
  const local = DateTime.fromMillis(at, { zone: timeZone });
  const shown = local.toFormat('HH:mm');
  return (
    holidays?.includes(local.toISODate() ?? '') !== true &&
    hours.some(({ days, from, to }) => days.includes(local.weekday) && from <= shown && shown < to)
  );
}

/** The plain way: one minute after the other. */
function plainAdd(hours: BusinessHours, from: Date, minutes: number, within: number): Date | null {
  let left = minutes;
  for (let at = from.getTime(); at < from.getTime() + within * MINUTE; at += MINUTE) {
    if (counts(hours, at)) left -= 1;
    if (left === 0) return new Date(at + MINUTE);
  }
  return null;
}

describe('A business calendar', () => {
  it('counts as the clock on the wall does, whatever the zone, the turn of its clocks and the holidays', () => {
    fc.assert(
      fc.property(businessHours, moment, fc.integer({ min: 1, max: 1500 }), (hours, from, minutes) => {
        const within = 4 * 1440;
        const expected = plainAdd(hours, from, minutes, within);
        const calendar = new BusinessCalendar(hours);
        const found = calendar.add(from, minutes * MINUTE);
        if (expected === null) {
          expect(found === null || found.getTime() > from.getTime() + within * MINUTE).toBe(true);
          return;
        }
        expect(found).toEqual(expected);
        expect(calendar.between(from, expected)).toBe(minutes * MINUTE);
      }),
      { numRuns: RUNS },
    );
  });

  it('finds no end where a target lies years ahead', () => {
    const hours = { timeZone: 'UTC', hours: [{ days: [1], from: '00:00', to: '00:01' }] };
    expect(new BusinessCalendar(hours).add(new Date(), 43_200 * MINUTE)).toBeNull();
  });
});

describe('A promise', () => {
  it('is due when so many open minutes have passed in which its clock did not stand', () => {
    const pauses = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(
        businessHours,
        moment,
        fc.integer({ min: 1, max: 900 }),
        pauses,
        (hours, from, minutes, pauses) => {
          let targets = promise({
            firstReplyMinutes: minutes,
            warnMinutes: 0,
            businessHours: hours,
          }) as PromisedTargets;
          targets = started(targets, from);
          const standing = new Set<number>();
          let at = from.getTime();
          for (const [runs, stands] of pauses) {
            at += runs * MINUTE;
            targets = missed(targets, new Date(at)).targets;
            targets = stopped(targets, new Date(at));
            for (let minute = 0; minute < stands; minute += 1) standing.add(at + minute * MINUTE);
            at += stands * MINUTE;
            targets = started(targets, new Date(at));
          }
          const end = from.getTime() + 4 * 1440 * MINUTE;
          targets = missed(targets, new Date(end)).targets;
          let left = minutes;
          let expected: string | null = null;
          for (let now = from.getTime(); now < end && expected === null; now += MINUTE) {
            if (!standing.has(now) && counts(hours, now)) left -= 1;
            if (left === 0) expected = new Date(now + MINUTE).toISOString();
          }
          expect(targets.firstReply?.missedAt ?? null).toBe(expected);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('that was kept is never missed', () => {
    const hours = { timeZone: 'UTC', hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }] };
    const from = new Date('2026-05-04T10:00:00Z');
    const after = (minutes: number): Date => new Date(from.getTime() + minutes * MINUTE);
    const made = started(promise({ firstReplyMinutes: 60, businessHours: hours }) as PromisedTargets, from);
    expect(made.firstReply).toMatchObject({ dueAt: after(60).toISOString(), warnAt: from.toISOString() });
    const kept = done(made, 'firstReply', after(59));
    expect(missed(kept, after(500)).missed).toEqual([]);
    expect(missed(made, after(59)).missed).toEqual([]);
    const late = missed(made, after(60));
    expect(late.missed).toEqual([{ kind: 'firstReply', dueAt: after(60).toISOString() }]);
    expect(missed(late.targets, after(90)).missed).toEqual([]);
  });
});
