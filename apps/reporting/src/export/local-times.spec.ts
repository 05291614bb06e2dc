import fc from 'fast-check';
import { DateTime } from 'luxon';
import { localTimes } from './local-times';

describe('times by the clock of a zone', () => {
  it('are what the zone says, on days of 23, 24 and 25 hours and between full hours', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe']) {
      const local = localTimes(zone);
      fc.assert(
        fc.property(fc.integer({ min: Date.UTC(2026, 2, 1), max: Date.UTC(2026, 11, 1) }), (at) => {
          const time = new Date(at).toISOString();
          expect(local(time).text).toBe(DateTime.fromISO(time, { zone }).toISO());
        }),
      );
    }
  });
});
