import { GatewayFixture } from '../testing/gateway-fixture';

describe('The backups that were made', () => {
  let fixture: GatewayFixture;

  beforeAll(async () => (fixture = await GatewayFixture.start()));
  afterAll(() => fixture?.stop());

  it('are shown newest first to whoever may see operations, page by page', async () => {
    const token = await fixture.signIn();
    expect((await fixture.ask('GET /backups', { token })).body).toEqual({ items: [] });
    for (const day of ['01', '02', '03']) {
      await fixture.database.query(
        `insert into backup (id, snapshot_at, finished_at, version, bytes, secrets, host, folder)
         values (gen_random_uuid(), $1, $1::timestamptz + interval '1 minute', '0.1.0', 12345678901, false, 'db-1', $2)`,
        [`2026-11-${day}T02:00:00Z`, `/backups/${day}`],
      );
    }
    const first = await fixture.ask('GET /backups?limit=2', { token });
    expect(first.body.items).toEqual([
      {
        id: expect.any(String),
        snapshotAt: '2026-11-03T02:00:00.000Z',
        finishedAt: '2026-11-03T02:01:00.000Z',
        version: '0.1.0',
        bytes: 12345678901,
        secrets: false,
        host: 'db-1',
        folder: '/backups/03',
      },
      expect.objectContaining({ folder: '/backups/02' }),
    ]);
    const next = await fixture.ask(`GET /backups?limit=2&cursor=${first.body.nextCursor}`, { token });
    expect(next.body.items).toEqual([expect.objectContaining({ folder: '/backups/01' })]);
    expect((await fixture.ask('GET /backups')).status).toBe(401);
  });
});
