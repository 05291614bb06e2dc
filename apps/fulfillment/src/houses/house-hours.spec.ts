import { bundledExportTime, exportTime } from './house-hours';

const house = {
  cutOff: '14:00',
  timeZone: 'America/New_York',
  workingDays: [1, 2, 3, 4, 5],
  closedOn: ['2026-11-26'],
  bundlingMinutes: 60,
};
const sent = (at: string): string => exportTime(house, new Date(at)).toISOString();
const bundled = (at: string, changes: Partial<typeof house> = {}): string =>
  bundledExportTime({ ...house, ...changes }, new Date(at)).toISOString();

describe('An order falls to its house', () => {
  it('before the cut-off of a working day: it is sent at once', () => {
    expect(sent('2026-11-24T15:00:00Z')).toBe('2026-11-24T15:00:00.000Z');
    expect(sent('2026-11-24T18:59:59.999Z')).toBe('2026-11-24T18:59:59.999Z');
  });

  it('at the cut-off or later: it is sent when the next working day begins where the house is', () => {
    expect(sent('2026-11-24T19:00:00Z')).toBe('2026-11-25T05:00:00.000Z');
    // Wednesday evening; Thursday is a day on which it is closed.
    expect(sent('2026-11-25T23:00:00Z')).toBe('2026-11-27T05:00:00.000Z');
  });

  it('on a day on which the house does not work, or in the night the clocks change', () => {
    expect(sent('2026-11-28T15:00:00Z')).toBe('2026-11-30T05:00:00.000Z');
    expect(sent('2026-03-06T20:00:00Z')).toBe('2026-03-09T04:00:00.000Z');
    expect(sent('2026-10-30T19:00:00Z')).toBe('2026-11-02T05:00:00.000Z');
  });

  it('without a cut-off: on a working day it is sent at any hour', () => {
    const open = {
      ...house,
      cutOff: null,
      timeZone: 'UTC',
      workingDays: [1, 2, 3, 4, 5, 6, 7],
      closedOn: [],
    };
    const at = new Date('2026-11-28T23:59:00Z');
    expect(exportTime(open, at)).toEqual(at);
  });

  it('with a window for bundling: it waits for the window, but not beyond the cut-off', () => {
    expect(bundled('2026-11-24T15:00:00Z')).toBe('2026-11-24T16:00:00.000Z');
    expect(bundled('2026-11-24T18:30:00Z')).toBe('2026-11-24T18:59:00.000Z');
    expect(bundled('2026-11-24T18:59:30Z')).toBe('2026-11-24T18:59:30.000Z');
    expect(bundled('2026-11-24T19:30:00Z')).toBe('2026-11-25T05:00:00.000Z');
    expect(bundled('2026-11-24T15:00:00Z', { bundlingMinutes: 0 })).toBe('2026-11-24T15:00:00.000Z');
  });
});
