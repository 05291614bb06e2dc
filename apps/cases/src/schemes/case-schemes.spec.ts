import {
  AddOption,
  CloseCase,
  CountCases,
  GetCase,
  ListCaseSchemes,
  OpenCase,
  RemoveCaseScheme,
  ReopenCase,
  ReplyToCase,
  ResolveCases,
  SetCaseScheme,
  UpdateCase,
  type CaseSchemeView,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually } from '@daybook/testing';
import { ann, bob, CasesFixture } from '../testing/cases-fixture';

const MINUTE = 60_000;
const always = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };
const businessHours = { timeZone: 'UTC', hours: [always] };

describe('The schemes of case types', () => {
  let service: CasesFixture;
  let turned = 0;

  beforeAll(async () => {
    service = await CasesFixture.start();
    for (const label of ['Promised', 'Strict', 'Watched']) {
      await service.caller.call(AddOption, { list: 'case-types', label });
    }
  });

  afterEach(() => {
    clock.advance(-turned);
    turned = 0;
  });

  afterAll(() => service?.stop());

  const turn = (minutes: number): void => {
    turned += minutes * MINUTE;
    clock.advance(minutes * MINUTE);
  };
  const set = (caseType: string, rules: object): Promise<CaseSchemeView> =>
    service.caller.call(SetCaseScheme, { caseType, ...rules });
  const pending = (id: string): Promise<unknown> =>
    service.caller.call(UpdateCase, { id, status: 'pending' }, ann);

  it('give new cases their priority, their owner and their promises', async () => {
    const known = await service.open();
    expect(known.targets).toBeUndefined();
    await set('promised', {
      defaultPriority: 'high',
      targets: { firstReplyMinutes: 60, resolutionMinutes: 480, businessHours },
    });
    const made = await service.open({ type: 'promised' });
    expect(made).toMatchObject({ priority: 'high', targets: { firstReply: { minutes: 60, warning: true } } });
    const due = (minutes: number): string =>
      new Date(new Date(made.createdAt).getTime() + minutes * MINUTE).toISOString();
    expect(made.targets?.firstReply?.dueAt).toBe(due(60));
    expect(made.targets?.resolution).toMatchObject({ dueAt: due(480), warning: false });
    expect((await service.open({ type: 'promised', priority: 'low' })).priority).toBe('low');
    await set('promised', { targets: { firstReplyMinutes: 5, businessHours } });
    const kept = await service.caller.call(GetCase, { id: made.id }, ann);
    expect(kept.targets?.firstReply).toMatchObject({ minutes: 60, dueAt: due(60) });
    expect((await service.open({ type: 'promised' })).targets?.firstReply?.minutes).toBe(5);
  });

  it('let the clock stand while the customer is waited for and once the case is done', async () => {
    await set('promised', { targets: { firstReplyMinutes: 60, resolutionMinutes: 90, businessHours } });
    const { id } = await service.open({ type: 'promised' });
    turn(30);
    await pending(id);
    turn(600);
    const standing = await service.caller.call(GetCase, { id }, ann);
    expect(standing.targets).toMatchObject({
      firstReply: { leftMinutes: 30 },
      resolution: { leftMinutes: 60 },
    });
    expect(standing.targets?.resolution?.dueAt).toBeUndefined();
    await service.caller.call(UpdateCase, { id, status: 'open' }, ann);
    await service.caller.call(ReplyToCase, { id, text: 'Here it is.' }, ann);
    const [resolved] = (await service.caller.call(ResolveCases, { ids: [id] }, ann)).items;
    expect(resolved?.case?.targets?.firstReply?.doneAt).toBeDefined();
    expect(resolved?.case?.targets?.resolution?.doneAt).toBeDefined();
    turn(600);
    const reopened = await service.caller.call(ReopenCase, { id }, ann);
    expect(reopened.targets?.resolution?.doneAt).toBeUndefined();
    expect(await service.typesOf(id)).not.toContain('target_missed');
    turn(61);
    await eventually('the target is missed', async () =>
      (await service.typesOf(id)).includes('target_missed'),
    );
  });

  it('are missed once each, at the moment they were due, whoever comes first', async () => {
    await set('watched', { targets: { firstReplyMinutes: 10, resolutionMinutes: 20, businessHours } });
    const made = await service.open({ type: 'watched' });
    turn(25);
    await service.caller.call(ReplyToCase, { id: made.id, text: 'Sorry.' }, ann);
    await eventually('both are missed', async () => {
      const types = await service.typesOf(made.id);
      return types.filter((type) => type === 'target_missed').length === 2;
    });
    await pending(made.id);
    const misses = (await service.factsOf(made.id)).filter(({ type }) => type.endsWith('target_missed'));
    const due = (minutes: number): string =>
      new Date(new Date(made.createdAt).getTime() + minutes * MINUTE).toISOString();
    expect(misses.map(({ time, actortype, data }) => [time, actortype, data.attributes])).toEqual([
      [due(10), 'system', { caseNumber: made.number, target: 'first_reply', dueAt: due(10) }],
      [due(20), 'system', { caseNumber: made.number, target: 'resolution', dueAt: due(20) }],
    ]);
    expect(await service.idsListed({ view: 'target_missed' })).toContain(made.id);
    const counts = (await service.caller.call(CountCases, {}, ann)).items;
    expect(counts.find(({ view }) => view === 'target_missed')?.count).toBeGreaterThan(0);
  });

  it('are missed once each by several replicas that all look for them', async () => {
    await set('watched', { targets: { firstReplyMinutes: 10, businessHours } });
    const made = await Promise.all(Array.from({ length: 12 }, () => service.open({ type: 'watched' })));
    const replicas = await Promise.all([service.replica(), service.replica()]);
    try {
      turn(11);
      await eventually('all are missed', async () => {
        const listed = await service.idsListed({ view: 'target_missed', limit: 200 });
        return made.every(({ id }) => listed.includes(id));
      });
      // Each replica has looked again since.
      turn(1);
      for (const { id } of made) {
        const types = await service.typesOf(id);
        expect(types.filter((type) => type === 'target_missed')).toHaveLength(1);
      }
    } finally {
      for (const replica of replicas) await replica.stop();
    }
  });

  it('warn before a target is due', async () => {
    await set('watched', { targets: { resolutionMinutes: 120, warnMinutes: 30, businessHours } });
    const { id } = await service.open({ type: 'watched' });
    expect(await service.idsListed({ view: 'target_warning' })).not.toContain(id);
    turn(91);
    expect(await service.idsListed({ view: 'target_warning' })).toContain(id);
    expect((await service.caller.call(GetCase, { id }, ann)).targets?.resolution?.warning).toBe(true);
  });

  it('demand fields and allow steps', async () => {
    await set('strict', {
      transitions: [{ from: 'open', to: ['pending', 'resolved'] }],
      requiredToOpen: ['text'],
      requiredToResolve: ['tags', 'reason'],
    });
    const input = { customerId: service.customerId, subject: 'Strict', type: 'strict' };
    expect(await service.caller.refusal(OpenCase, input, ann)).toBe('cases.fields_missing');
    const { id } = await service.open({ ...input, text: 'Filled' });
    expect(await service.caller.refusal(CloseCase, { id, reason: 'x' }, ann)).toBe('cases.fields_missing');
    const resolved = await service.caller.call(ResolveCases, { ids: [id], reason: 'Done' }, ann);
    expect(resolved.items[0]).toMatchObject({ outcome: 'refused', code: 'cases.fields_missing' });
    await service.caller.call(UpdateCase, { id, tags: ['red'] }, ann);
    expect(await service.caller.refusal(CloseCase, { id, reason: 'x' }, ann)).toBe('cases.not_in_state');
    await service.caller.call(ResolveCases, { ids: [id], reason: 'Done' }, ann);
    expect((await service.caller.call(GetCase, { id }, ann)).status).toBe('resolved');
  });

  it.each([
    ['cases.option_unknown', 'none-such', {}],
    ['cases.responsible_unknown', 'default', { defaultResponsibleId: bob.id }],
    ['cases.scheme_transition_unknown', 'default', { transitions: [{ from: 'closed', to: ['pending'] }] }],
    [
      'cases.scheme_hours_wrong',
      'default',
      {
        targets: {
          firstReplyMinutes: 1,
          businessHours: { timeZone: 'UTC', hours: [{ ...always, to: '00:00' }] },
        },
      },
    ],
    [
      'cases.scheme_unreachable',
      'default',
      {
        targets: {
          resolutionMinutes: 40_000,
          businessHours: { timeZone: 'UTC', hours: [{ days: [1], from: '09:00', to: '09:30' }] },
        },
      },
    ],
  ])('are refused with %s', async (code, caseType, rules) => {
    expect(await service.caller.refusal(SetCaseScheme, { caseType, ...rules })).toBe(code);
  });

  it('are kept by administrators, one default for all other types among them', async () => {
    await set('default', { defaultPriority: 'urgent' });
    expect((await service.open({ type: 'claims' })).priority).toBe('urgent');
    expect((await service.open({ type: 'strict', text: 'x' })).priority).toBe('normal');
    const { items } = await service.caller.call(ListCaseSchemes, {}, ann);
    expect(items.map(({ caseType, label }) => [caseType, label])).toContainEqual(['strict', 'Strict']);
    const version = items.find(({ caseType }) => caseType === 'default')?.version;
    const stale = { caseType: 'default', defaultPriority: 'low' };
    expect(await service.caller.refusal(SetCaseScheme, stale, undefined, { ifMatch: 99 })).toBe(
      'request.stale',
    );
    await service.caller.call(RemoveCaseScheme, { caseType: 'default' }, undefined, { ifMatch: version });
    expect((await service.open({ type: 'claims' })).priority).toBe('normal');
    expect(await service.caller.refusal(SetCaseScheme, stale, ann)).toBe('request.forbidden');
  });
});
