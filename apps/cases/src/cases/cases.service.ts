import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  type Call,
  type CaseDetailView,
  type CaseStepInput,
  type CaseView,
  type OpenCaseInput,
  type UpdateCaseInput,
} from '@daybook/contracts';
import { Clock, expectVersion, UnitOfWork } from '@daybook/persistence';
import { knownCustomer } from '../people/known-people';
import { PeopleService } from '../people/people.service';
import { rulesOf } from '../schemes/scheme-rules';
import type { Case } from './case.entity';
import { assertFilledToOpen, defaultResponsible } from './new-case-rules';
import { assertOptions, CaseStepsService } from './case-steps.service';
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
    private readonly steps: CaseStepsService,
  ) {}

  async open(input: OpenCaseInput, call: Call): Promise<CaseDetailView> {
    await this.people.ensureCustomer(input.customerId, call);
    return this.work.command(call, async (em) => {
      await assertOptions(em, input, null);
      const rules = (await rulesOf(em, [input.type ?? null]))(input.type ?? null);
      const chosen = await this.people.responsible(em, input.responsibleId ?? null, call);
      const responsible = chosen ?? (await defaultResponsible(em, rules, input));
      assertFilledToOpen(rules, input, responsible);
      const { opened, message } = await openCase(em, input, responsible, call, this.clock.now());
      const messages = message === null ? [] : [toMessageView(message)];
      return { ...(await this.view(em, opened)), messages, mergedCases: [] };
    });
  }

  update(input: UpdateCaseInput, call: Call): Promise<CaseView> {
    return this.change(input.id, call, (em, subject) => this.steps.update(em, subject, input, call));
  }

  close({ id, reason }: CaseStepInput, call: Call): Promise<CaseView> {
    return this.change(id, call, (em, subject) => this.steps.step(em, 'closed', subject, reason, call));
  }

  reopen({ id, reason }: CaseStepInput, call: Call): Promise<CaseView> {
    return this.change(id, call, (em, subject) => this.steps.step(em, 'reopened', subject, reason, call));
  }

  private change(
    id: string,
    call: Call,
    change: (em: EntityManager, subject: Case) => Promise<void>,
  ): Promise<CaseView> {
    return this.work.command(call, async (em) => {
      const subject = await caseForChange(em, id, call.actor);
      expectVersion(subject, call);
      await change(em, subject);
      return this.view(em, subject);
    });
  }

  private async view(em: EntityManager, subject: Case): Promise<CaseView> {
    return viewOf(subject, (await knownCustomer(em, subject.customerId))?.name ?? null);
  }
}
