import { KeepPresence, newId, type CasePresenceView } from '@daybook/contracts';
import { Clock, clock, UnitOfWork } from '@daybook/persistence';
import { eventually, testActor } from '@daybook/testing';
import { ann, bob, CasesFixture } from '../testing/cases-fixture';
import { CasePresence } from './case-presence';

describe('Presence at a case', () => {
  let service: CasesFixture;

  beforeAll(async () => {
    service = await CasesFixture.start();
  });

  afterEach(() => clock.set(new Date()));

  afterAll(() => service?.stop());

  const keep = async (id: string, typing: boolean, actor = ann): Promise<CasePresenceView[]> =>
    (await service.caller.call(KeepPresence, { id, typing }, actor)).items;

  it('shows who looks and who types, for seconds, and is no activity', async () => {
    const { id } = await service.open();
    const recorded = (await service.journal()).length;
    await keep(id, true);
    expect(await keep(id, false, bob)).toEqual([
      { id: ann.id, username: 'ann', typing: true },
      { id: bob.id, username: 'bob', typing: false },
    ]);
    clock.advance(11_000);
    expect((await keep(id, false, bob)).map(({ typing }) => typing)).toEqual([false, false]);
    clock.advance(20_000);
    expect(await keep(id, false, bob)).toEqual([{ id: bob.id, username: 'bob', typing: false }]);
    expect(await keep((await service.open()).id, false)).toHaveLength(1);
    expect(await service.journal()).toHaveLength(recorded + 1);
  });

  it('is refused where the case cannot be seen', async () => {
    expect(await service.caller.refusal(KeepPresence, { id: newId() }, ann)).toBe('cases.not_found');
    const rep = testActor({ username: 'rep', accessLevel: 'sales_rep', campaignIds: [newId()] });
    const { id } = await service.open();
    expect(await service.caller.refusal(KeepPresence, { id }, rep)).toBe('cases.not_found');
  });

  it('is followed by a stream, which itself makes present', async () => {
    const { id } = await service.open();
    const presence = new CasePresence(service.provided(UnitOfWork), service.provided(Clock), {
      interval: 20,
      heartbeat: 50,
      life: 60_000,
    });
    const call = { actor: ann, requestId: newId(), correlationId: newId(), operation: 'x', input: {} };
    const { chunks, contentType } = await presence.follow(id, call);
    expect(contentType).toContain('text/event-stream');
    const news = chunks[Symbol.asyncIterator]();
    const next = async (): Promise<string> => Buffer.from((await news.next()).value ?? []).toString();
    expect(await next()).toBe(
      `event: presence\ndata: {"present":[{"id":"${ann.id}","username":"ann","typing":false}]}\n\n`,
    );
    await keep(id, true, bob);
    await eventually('bob types', async () => (await next()).includes('"username":"bob","typing":true'));
    await news.return?.();
    await eventually('ann is gone', async () => (await keep(id, false, bob)).length === 1);
  });

  it('knows at once that a follower is gone, also where there is nothing to tell for long', async () => {
    const { id } = await service.open();
    const presence = new CasePresence(service.provided(UnitOfWork), service.provided(Clock), {
      interval: 20,
      heartbeat: 600_000,
      life: 600_000,
    });
    const call = { actor: ann, requestId: newId(), correlationId: newId(), operation: 'x', input: {} };
    const follow = async () => (await presence.follow(id, call)).chunks[Symbol.asyncIterator]();
    const [first, second] = [await follow(), await follow()];
    await first.next();
    await second.next();
    const waiting = [first.next(), second.next()];
    await first.return?.();
    await waiting[0];
    expect((await keep(id, false, bob)).map(({ username }) => username)).toEqual(['ann', 'bob']);
    const gone = second.return?.();
    // It hears of bob first, and of its end then.
    await Promise.all([...waiting, gone]);
    await eventually('ann is gone', async () => (await keep(id, false, bob)).length === 1);
  });
});
