import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Call, CaseFieldsInput, CaseStatus, UpdateCaseInput } from '@daybook/contracts';
import { Clock } from '@daybook/persistence';
import { optionInUse } from '../options/options-in-use';
import { PeopleService } from '../people/people.service';
import { rulesOf } from '../schemes/scheme-rules';
import { recordCaseFact } from './case-facts';
import type { Case } from './case.entity';

const STEPS = {
  resolved: {
    key: 'cases.case.resolved',
    take: (subject: Case, now: Date, reason?: string) => subject.resolve(now, reason),
  },
  closed: {
    key: 'cases.case.closed',
    take: (subject: Case, now: Date, reason?: string) => subject.close(now, reason),
  },
  reopened: {
    key: 'cases.case.reopened',
    take: (subject: Case, now: Date, reason?: string) => subject.reopen(now, reason),
  },
} as const;

/** What a case may become, within a transaction that has locked it: whichever call, or macro, wants it. */
@Injectable()
export class CaseStepsService {
  constructor(
    private readonly clock: Clock,
    private readonly people: PeopleService,
  ) {}

  /**
   * Changes fields and who is in charge: two facts, each recorded only if it happened.
   * A change that changes nothing records nothing.
   */
  async update(em: EntityManager, subject: Case, input: UpdateCaseInput, call: Call): Promise<void> {
    await assertOptions(em, input, subject);
    const now = this.clock.now();
    const fieldNames = subject.change(input, now);
    if (fieldNames.includes('type')) subject.follow((await rulesOf(em, [subject.type]))(subject.type), now);
    const before = subject.responsibleName;
    const assigned =
      input.responsibleId !== undefined &&
      subject.assign(await this.people.responsible(em, input.responsibleId, call), now);
    await em.flush();
    if (fieldNames.length > 0) {
      await recordCaseFact(em, 'cases.case.updated', subject, call, {
        attributes: { caseNumber: subject.label, fieldNames },
      });
    }
    if (!assigned) return;
    await recordCaseFact(em, 'cases.case.assigned', subject, call, {
      attributes: {
        caseNumber: subject.label,
        ...(subject.responsibleName === null
          ? { takenOff: before ?? undefined }
          : { responsible: subject.responsibleName }),
        ...(before === null ? {} : { responsibleBefore: before }),
      },
    });
  }

  /** Resolves, closes or reopens it. */
  async step(
    em: EntityManager,
    step: keyof typeof STEPS,
    subject: Case,
    reason: string | undefined,
    call: Call,
  ): Promise<void> {
    const { key, take } = STEPS[step];
    take(subject, this.clock.now(), reason);
    await em.flush();
    await recordCaseFact(em, key, subject, call, {
      attributes: { caseNumber: subject.label },
      personal: reason === undefined ? {} : { text: reason },
    });
  }

  /** Brings it into a state by the steps that lead there. */
  async enter(em: EntityManager, subject: Case, status: CaseStatus, call: Call): Promise<void> {
    if (subject.status === status) return;
    if (status === 'resolved' || status === 'closed') return this.step(em, status, subject, undefined, call);
    if (subject.isDone) await this.step(em, 'reopened', subject, undefined, call);
    await this.update(em, subject, { id: subject.id, status }, call);
  }
}

/** An option that a case has already may have been retired since. */
export async function assertOptions(
  em: EntityManager,
  input: CaseFieldsInput,
  subject: Case | null,
): Promise<void> {
  if (input.channel !== undefined && input.channel !== subject?.channel) {
    await optionInUse(em, 'channels', input.channel, 'channel');
  }
  if (input.type !== undefined && input.type !== null && input.type !== subject?.type) {
    await optionInUse(em, 'case-types', input.type, 'type');
  }
}
