import { isMoment } from './moments';

describe('A moment', () => {
  it('is RFC 3339 with an offset', () => {
    expect(isMoment('2026-11-21T09:00:00Z')).toBe(true);
    expect(isMoment('2028-02-29T09:00:00.123+05:30')).toBe(true);
    for (const wrong of ['2026-11-21', '2026-11-21T09:00:00', '21.11.2026', '', null, 5]) {
      expect(isMoment(wrong)).toBe(false);
    }
  });

  it('is on a day that its month has: databases refuse others', () => {
    for (const wrong of [
      '2026-02-30T00:00:00Z',
      '2027-02-29T00:00:00Z',
      '2026-04-31T00:00:00Z',
      '0000-01-01T00:00:00Z',
    ])
      expect(isMoment(wrong)).toBe(false);
  });
});
