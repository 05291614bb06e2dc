import fc from 'fast-check';
import {
  AddOption,
  CloseCase,
  DomainError,
  EndServiceRecord,
  GetCase,
  RecordConversation,
  ReopenCase,
  ReplyToCase,
  ResolveCases,
  SetCaseScheme,
  StartServiceRecord,
  TakeCases,
  UpdateCase,
  UpdateServiceRecord,
  type Actor,
  type CaseStatus,
} from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { eventually, testActor } from '@daybook/testing';
import { ann, bob, CasesFixture } from '../testing/cases-fixture';

const RUNS = process.env['DAYBOOK_FULL_TESTS'] === '1' ? 200 : 8;
const MINUTE = 60_000;
/** Minutes of a turn, and those that are promised: no sum of turns is near them. */
const TURN = 7;
const PROMISED = 30;

const people: Readonly<Record<string, Actor>> = { ann, bob };
const always = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };

/** Steps that the product allows, and those that a narrower scheme does. */
const wide: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  open: ['pending', 'resolved', 'closed'],
  pending: ['open', 'resolved', 'closed'],
  resolved: ['open', 'closed'],
  closed: ['open'],
};
const narrow: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  ...wide,
  open: ['pending', 'resolved'],
  resolved: ['open'],
  closed: [],
};
const transitions = Object.entries(narrow).map(([from, to]) => ({ from, to }));

const person = fc.constantFrom('ann', 'bob');
const somebody = fc.constantFrom(null, 'ann', 'bob');
const caseStep = fc.oneof(
  fc.record({ act: fc.constantFrom('resolve' as const, 'close' as const, 'reopen' as const) }),
  fc.record({ act: fc.constant('set' as const), to: fc.constantFrom('open' as const, 'pending' as const) }),
  fc.record({ act: fc.constant('take' as const), by: person, seen: somebody }),
  fc.record({ act: fc.constant('assign' as const), to: somebody }),
  fc.record({ act: fc.constantFrom('reply' as const, 'turn' as const, 'turn' as const) }),
);
type CaseStep = typeof caseStep extends fc.Arbitrary<infer S> ? S : never;

/** What a case is, and what is recorded of it, by the plainest rules. */
class ModelCase {
  status: CaseStatus = 'open';
  responsible: string | null = null;
  readonly facts = ['opened'];
  private ran = 0;
  private missed = false;

  constructor(private readonly allowed: typeof wide) {}

  /** @returns how it fares: `done`, `unchanged` or an error's code */
  take(step: CaseStep): string {
    switch (step.act) {
      case 'resolve':
        return this.enter('resolved', 'resolved');
      case 'close':
        return this.enter('closed', 'closed');
      case 'reopen':
        return this.status === 'pending' ? 'cases.not_in_state' : this.enter('open', 'reopened');
      case 'set':
        if (step.to === this.status) return 'unchanged';
        if (this.status === 'resolved' || this.status === 'closed') return 'cases.not_in_state';
        return this.enter(step.to, 'updated');
      case 'take':
        if (this.responsible === step.by) return 'unchanged';
        if (this.responsible !== step.seen) return 'cases.taken_by_other';
        if (this.status !== 'open' && this.responsible !== null) return 'cases.not_takeable';
        return this.give(step.by, 'taken');
      case 'assign':
        return this.responsible === step.to ? 'unchanged' : this.give(step.to, 'assigned');
      case 'reply':
        return this.status === 'closed' ? 'cases.not_in_state' : this.note('replied');
      case 'turn':
        if (this.status === 'open') this.ran += TURN;
        if (this.ran < PROMISED || this.missed) return 'done';
        this.missed = true;
        return this.note('target_missed');
    }
  }

  private enter(to: CaseStatus, fact: string): string {
    if (!this.allowed[this.status].includes(to)) return 'cases.not_in_state';
    this.status = to;
    return this.note(fact);
  }

  private give(to: string | null, fact: string): string {
    this.responsible = to;
    return this.note(fact);
  }

  private note(fact: string): string {
    this.facts.push(fact);
    return 'done';
  }
}

const recordStep = fc.constantFrom('converse', 'end', 'change result', 'change notes', 'attach');

describe('States', () => {
  let service: CasesFixture;

  beforeAll(async () => {
    service = await CasesFixture.start();
    for (const label of ['Wide', 'Narrow']) {
      await service.caller.call(AddOption, { list: 'case-types', label });
    }
    const targets = {
      resolutionMinutes: PROMISED,
      businessHours: { timeZone: 'Europe/Berlin', hours: [always] },
    };
    await service.caller.call(SetCaseScheme, { caseType: 'wide', targets });
    await service.caller.call(SetCaseScheme, { caseType: 'narrow', targets, transitions });
  });

  afterAll(async () => {
    clock.set(new Date());
    await service?.stop();
  });

  /** How a call fares. */
  const outcome = async (act: () => Promise<unknown>): Promise<string> => {
    try {
      const answer = await act();
      const [each] = (answer as { items?: { outcome: string; code?: string }[] }).items ?? [];
      return each === undefined ? 'done' : (each.code ?? each.outcome);
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  };

  const carryOut = (id: string, step: CaseStep): Promise<unknown> => {
    const { caller } = service;
    switch (step.act) {
      case 'resolve':
        return caller.call(ResolveCases, { ids: [id] }, ann);
      case 'close':
        return caller.call(CloseCase, { id }, ann);
      case 'reopen':
        return caller.call(ReopenCase, { id }, ann);
      case 'set':
        return caller.call(UpdateCase, { id, status: step.to }, ann);
      case 'take': {
        const seen = step.seen === null ? [] : [{ id, responsibleId: people[step.seen]?.id }];
        return caller.call(TakeCases, { ids: [id], seen }, people[step.by]);
      }
      case 'assign': {
        const to = step.to === null ? undefined : people[step.to];
        return caller.call(UpdateCase, { id, responsibleId: to?.id ?? null }, to ?? ann);
      }
      case 'reply':
        return caller.call(ReplyToCase, { id, text: 'Hello' }, ann);
      case 'turn':
        clock.advance(TURN * MINUTE);
        return Promise.resolve({});
    }
  };

  it('of a case are those of the plain rules, whatever is done in whatever order, under any scheme', async () => {
    const story = fc.tuple(
      fc.constantFrom('wide', 'narrow'),
      fc.array(caseStep, { minLength: 4, maxLength: 14 }),
    );
    await fc.assert(
      fc.asyncProperty(story, async ([type, steps]) => {
        const model = new ModelCase(type === 'wide' ? wide : narrow);
        const { id } = await service.open({ type });
        for (const step of steps) {
          const found = await outcome(() => carryOut(id, step));
          const expected = model.take(step);
          // Changing nothing by a call about one case is answered like a change.
          const same = found === expected || (found === 'done' && expected === 'unchanged');
          expect([step, same ? expected : found]).toEqual([step, expected]);
        }
        await eventually(
          'all is recorded',
          async () => (await service.typesOf(id)).length >= model.facts.length,
        );
        expect(await service.typesOf(id)).toEqual(model.facts);
        const found = await service.caller.call(GetCase, { id }, ann);
        expect([found.status, found.responsible?.username ?? null]).toEqual([
          model.status,
          model.responsible,
        ]);
      }),
      { numRuns: RUNS },
    );
  });

  it('of a service record are those of the plain rules, whenever its customer becomes known', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(recordStep, { minLength: 3, maxLength: 10 }), async (steps) => {
        const begun = { channel: 'line', conversation: { text: 'Hello' } };
        const { id } = await service.caller.call(StartServiceRecord, begun, ann);
        const facts = ['record.started', 'conversation.recorded'];
        let [ended, known, result, changes] = [false, false, '', 0];
        for (const step of steps) {
          const change = (input: object) => service.caller.call(UpdateServiceRecord, { id, ...input }, ann);
          if (step === 'converse') {
            const found = await outcome(() =>
              service.caller.call(RecordConversation, { id, text: 'x' }, bob),
            );
            expect(found).toBe(ended ? 'cases.record_ended' : 'done');
            if (!ended) facts.push('conversation.recorded');
          } else if (step === 'end') {
            const input = { id, result: 'completed' };
            const found = await outcome(() => service.caller.call(EndServiceRecord, input, ann));
            expect(found).toBe(ended ? 'cases.record_ended' : 'done');
            if (!ended) facts.push('record.ended');
            [ended, result] = [true, ended ? result : 'completed'];
          } else if (step === 'change result') {
            const found = await outcome(() => change({ result: 'escalated' }));
            expect(found).toBe(ended ? 'done' : 'cases.record_running');
            if (ended && result !== 'escalated') facts.push('record.updated');
            if (ended) result = 'escalated';
          } else if (step === 'change notes') {
            await change({ notes: `Note ${(changes += 1)}` });
            facts.push('record.updated');
          } else {
            await change({ customerId: service.customerId });
            if (!known) facts.push('record.updated');
            known = true;
          }
        }
        const about = (await service.journal()).filter(({ data }) => data.about.serviceRecordId === id);
        expect(about.map(({ type }) => type.replace('cases.', ''))).toEqual(known ? facts : []);
        expect(about.every(({ data }) => data.context.customerId === service.customerId)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('of a case that fifty take who saw it unassigned: one is responsible, and 49 are told who', async () => {
    const { id } = await service.open();
    const agents = Array.from({ length: 50 }, (_, nth) =>
      testActor({ username: `agent-${nth}`, accessLevel: 'cs_agent' }),
    );
    const answers = await Promise.all(
      agents.map((agent) => service.caller.call(TakeCases, { ids: [id] }, agent)),
    );
    const results = answers.flatMap(({ items }) => items);
    expect(results.filter(({ outcome: each }) => each === 'done')).toHaveLength(1);
    const { responsible } = await service.caller.call(GetCase, { id }, ann);
    const refused = results.filter(({ code }) => code === 'cases.taken_by_other');
    expect(refused).toHaveLength(49);
    expect(new Set(refused.map(({ detail }) => detail))).toEqual(
      new Set([`${responsible?.username} has the case.`]),
    );
    expect(await service.typesOf(id)).toEqual(['opened', 'taken']);
  });
});
