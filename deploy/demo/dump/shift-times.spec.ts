import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { DatabaseBackup } from '../../backup/manifest';
import { DayShift } from './shift-times';

/** What a database looks like whose journal is divided into months. */
const BACKUP: DatabaseBackup = {
  serverVersion: '18',
  sequences: [],
  before: [
    { what: 'table journal', sql: 'create table public.journal (id uuid) partition by RANGE (recorded_at)' },
    ...['09', '10'].map((month) => ({
      what: `table public.journal_2026${month}`,
      sql: `create table public.journal_2026${month} partition of public.journal FOR VALUES FROM ('2026-${month}-01 00:00:00+00') TO ('2026-${Number(month) + 1}-01 00:00:00+00')`.replace(
        '-9-',
        '-09-',
      ),
    })),
  ],
  after: ['09', '10'].map((month) => ({
    what: `index journal_2026${month}_sequence`,
    sql: `CREATE UNIQUE INDEX journal_2026${month}_sequence ON public.journal_2026${month} USING btree (epoch)`,
  })),
  tables: [
    {
      ...{ name: 'public.journal_202609', columns: ['id'], file: '1', rows: 2, bytes: 1, sha256: '' },
    },
  ],
};

describe('Times that are moved by days', () => {
  it('keep the time of day, wherever a text holds them, and leave what only looks alike', () => {
    const shift = new DayShift(31, '2026-08-31');
    expect(
      shift.text('2026-11-30 03:24:07.123+00\t{"at": "2026-12-01T00:00:00Z", "day": "2027-02-28"}'),
    ).toBe('2026-12-31 03:24:07.123+00\t{"at": "2027-01-01T00:00:00Z", "day": "2027-03-31"}');
    const others = '1984-05-06 2026-08-30 D-2026-11-30 2026-11-301 0190aa20-2026-7130-9112-2026113020261130';
    expect(shift.text(others)).toBe(others);
  });

  it('come out of a stream whole, however it is cut, with all other bytes as they went in', async () => {
    const bytes = Buffer.from('Ελένη\t2026-11-30\n東京\t2026-11-29\n\\N\t');
    for (let size = 1; size < bytes.length; size++) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      );
      const moved = Readable.from(pieces).pipe(new DayShift(2, '2026-08-31').lines());
      expect(await text(moved)).toBe('Ελένη\t2026-12-02\n東京\t2026-12-01\n\\N\t');
    }
  });

  it('are kept by the months that they are in now', () => {
    const { before, after, tables } = new DayShift(40, '2026-08-31').database(BACKUP);
    expect(before.slice(1).map(({ sql }) => sql)).toEqual(
      ['10', '11', '12'].map(
        (month) =>
          `create table public.journal_2026${month} partition of public.journal FOR VALUES FROM ('2026-${month}-01 00:00:00+00') TO ('${month === '12' ? '2027-01' : `2026-${Number(month) + 1}`}-01 00:00:00+00')`,
      ),
    );
    expect(after.map(({ what }) => what)).toEqual(
      ['202610', '202611', '202612'].map((month) => `index journal_${month}_sequence`),
    );
    expect(tables[0]?.name).toBe('public.journal');
  });

  it('change nothing when they are moved by no day', () => {
    const { before, after } = new DayShift(0, '2026-08-31').database(BACKUP);
    expect([before, after]).toEqual([BACKUP.before, BACKUP.after]);
  });
});
