import { newId, SYSTEM, type CaseStatus } from '@daybook/contracts';
import type { Responsible } from '../people/known-people';
import { Case } from './case.entity';

const now = new Date('2026-11-21T10:00:00Z');
const ann: Responsible = { id: newId(), username: 'ann' };
const bob: Responsible = { id: newId(), username: 'bob' };

function aCase(status: CaseStatus = 'open', responsible: Responsible | null = null): Case {
  const made = Case.open({ number: 1001, customerId: newId(), subject: 'Late' }, responsible, SYSTEM, now);
  made.status = status;
  return made;
}

describe('a case', () => {
  it.each([
    ['resolve', 'open', 'resolved'],
    ['resolve', 'pending', 'resolved'],
    ['close', 'open', 'closed'],
    ['close', 'pending', 'closed'],
    ['close', 'resolved', 'closed'],
    ['reopen', 'resolved', 'open'],
    ['reopen', 'closed', 'open'],
  ] as const)('may %s from %s and is then %s', (step, from, to) => {
    const subject = aCase(from);
    subject[step](now);
    expect(subject.status).toBe(to);
  });

  it.each([
    ['resolve', 'resolved'],
    ['resolve', 'closed'],
    ['close', 'closed'],
    ['reopen', 'open'],
    ['reopen', 'pending'],
  ] as const)('refuses to %s from %s and stays as it is', (step, from) => {
    const subject = aCase(from);
    expect(() => subject[step](now)).toThrow(expect.objectContaining({ code: 'cases.not_in_state' }));
    expect(subject.status).toBe(from);
  });

  it('can be taken while nobody has it, whatever its state', () => {
    const subject = aCase('pending');
    expect(subject.take(ann, null, now)).toBe(true);
    expect(subject.responsibleName).toBe('ann');
  });

  it('can be taken over while it is open, from whom the taker saw', () => {
    expect(aCase('open', ann).take(bob, ann.id, now)).toBe(true);
  });

  it('cannot be taken from somebody whom the taker did not see, and says who has it', () => {
    expect(() => aCase('open', ann).take(bob, null, now)).toThrow(
      expect.objectContaining({ code: 'cases.taken_by_other', message: 'ann has the case.' }),
    );
  });

  it('cannot be taken over once it is no longer open', () => {
    expect(() => aCase('pending', ann).take(bob, ann.id, now)).toThrow(
      expect.objectContaining({ code: 'cases.not_takeable' }),
    );
  });

  it('stays as it is when its responsible takes it again', () => {
    expect(aCase('open', ann).take(ann, null, now)).toBe(false);
  });

  it('names the fields that a change made different', () => {
    const subject = aCase();
    expect(
      subject.change({ subject: 'Late', priority: 'high', tags: ['vip'], status: 'pending' }, now),
    ).toEqual(['priority', 'tags', 'status']);
    expect(subject.change({ priority: 'high', tags: ['vip'] }, now)).toEqual([]);
  });

  it('is not opened again by a change of its status', () => {
    expect(() => aCase('closed').change({ status: 'open' }, now)).toThrow(
      expect.objectContaining({ code: 'cases.not_in_state' }),
    );
  });
});
