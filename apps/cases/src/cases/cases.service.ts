import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  type Call,
  type CaseDetailView,
  type CaseFieldsInput,
  type CaseStepInput,
  type CaseView,
  type OpenCaseInput,
  type UpdateCaseInput,
} from '@daybook/contracts';
import { Clock, expectVersion, UnitOfWork } from '@daybook/persistence';
import { optionInUse } from '../options/options-in-use';
import { knownCustomer } from '../people/known-people';
import { PeopleService } from '../people/people.service';
import { rulesOf } from '../schemes/scheme-rules';
import type { Case } from './case.entity';
import { assertFilledToOpen, defaultResponsible } from './new-case-rules';
import { recordCaseFact } from './case-facts';
import { caseForChange } from './case-scope';
import { openCase } from './open-case';
import { toMessageView, viewOf } from './case.views';

/** What can be done to one case. */
@Injectable()
export class CasesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly people: PeopleService,
  ) {}

  async open(input: OpenCaseInput, call: Call): Promise<CaseDetailView> {
    await this.people.ensureCustomer(input.customerId, call);
    return this.work.command(call, async (em) => {
      await this.assertOptions(em, input, null);
      const rules = (await rulesOf(em, [input.type ?? null]))(input.type ?? null);
      const chosen = await this.people.responsible(em, input.responsibleId ?? null, call);
      const responsible = chosen ?? (await defaultResponsible(em, rules, input));
      assertFilledToOpen(rules, input, responsible);
      const { opened, message } = await openCase(em, input, responsible, call, this.clock.now());
      const messages = message === null ? [] : [toMessageView(message)];
      return { ...(await this.view(em, opened)), messages };
    });
  }

  /**
   * Changes fields and who is in charge: two facts, each recorded only if it happened.
   * A change that changes nothing records nothing.
   */
  update(input: UpdateCaseInput, call: Call): Promise<CaseView> {
    return this.work.command(call, async (em) => {
      const subject = await this.load(em, input.id, call);
      await this.assertOptions(em, input, subject);
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
      if (assigned) {
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
      return this.view(em, subject);
    });
  }

  close(input: CaseStepInput, call: Call): Promise<CaseView> {
    return this.step('cases.case.closed', input, call, (subject, now) => subject.close(now, input.reason));
  }

  reopen(input: CaseStepInput, call: Call): Promise<CaseView> {
    return this.step('cases.case.reopened', input, call, (subject, now) => subject.reopen(now, input.reason));
  }

  private step(
    key: 'cases.case.closed' | 'cases.case.reopened',
    input: CaseStepInput,
    call: Call,
    take: (subject: Case, now: Date) => void,
  ): Promise<CaseView> {
    return this.work.command(call, async (em) => {
      const subject = await this.load(em, input.id, call);
      take(subject, this.clock.now());
      await em.flush();
      await recordCaseFact(em, key, subject, call, {
        attributes: { caseNumber: subject.label },
        personal: input.reason === undefined ? {} : { text: input.reason },
      });
      return this.view(em, subject);
    });
  }

  private async load(em: EntityManager, id: string, call: Call): Promise<Case> {
    const subject = await caseForChange(em, id, call.actor);
    expectVersion(subject, call);
    return subject;
  }

  /** An option that a case has already may have been retired since. */
  private async assertOptions(
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

  private async view(em: EntityManager, subject: Case): Promise<CaseView> {
    return viewOf(subject, (await knownCustomer(em, subject.customerId))?.name ?? null);
  }
}
