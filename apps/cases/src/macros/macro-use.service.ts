import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type Call,
  type CaseDetailView,
  type FillCaseMacroInput,
  type FilledMacroView,
  type UseCaseMacroInput,
} from '@daybook/contracts';
import { expectVersion, UnitOfWork } from '@daybook/persistence';
import { CaseMessagesService } from '../cases/case-messages.service';
import type { Case } from '../cases/case.entity';
import { CaseStepsService } from '../cases/case-steps.service';
import { caseForChange } from '../cases/case-scope';
import { CasesQueries } from '../cases/cases.queries';
import { contextOfCustomer } from '../people/customer-context';
import { knownCustomer } from '../people/known-people';
import { CaseMacro, type MacroValues } from './case-macro.entity';

/** Using macros on cases. */
@Injectable()
export class MacroUseService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly steps: CaseStepsService,
    private readonly messages: CaseMessagesService,
    private readonly queries: CasesQueries,
  ) {}

  async fill(input: FillCaseMacroInput, call: Call): Promise<FilledMacroView> {
    const { number, subject, customer } = await this.queries.get({ id: input.id }, call);
    return this.work.read(async (em) => {
      const macro = await macroOf(em, input.macroId);
      return macro.filled(await valuesOf(em, { number, subject, customerId: customer.id }, call));
    });
  }

  /** All of it in one transaction: the texts first, then what the case becomes. */
  async use(input: UseCaseMacroInput, call: Call): Promise<CaseDetailView> {
    await this.work.command(call, async (em) => {
      const macro = await macroOf(em, input.macroId);
      const subject = await caseForChange(em, input.id, call.actor);
      expectVersion(subject, call);
      const { label: number, customerId } = subject;
      const texts = macro.filled(await valuesOf(em, { number, subject: subject.subject, customerId }, call));
      const reply = input.reply ?? texts.reply;
      if (reply !== undefined && reply !== '') {
        await this.messages.replyIn(em, subject, { id: subject.id, text: reply }, call);
      }
      if (texts.note !== undefined && texts.note !== '') {
        await this.messages.noteIn(em, subject, { id: subject.id, text: texts.note }, call);
      }
      await this.steps.update(em, subject, changesOf(macro, subject, call), call);
      if (macro.status !== null) await this.steps.enter(em, subject, macro.status, call);
    });
    return this.queries.get({ id: input.id }, call);
  }
}

async function macroOf(em: EntityManager, id: string): Promise<CaseMacro> {
  const macro = await em.findOne(CaseMacro, { id });
  if (macro === null) throw new DomainError('cases.not_found');
  return macro;
}

/** What is not known is left out of the text. */
async function valuesOf(
  em: EntityManager,
  about: { number: string; subject: string; customerId: string },
  call: Call,
): Promise<MacroValues> {
  return {
    customerName: (await knownCustomer(em, about.customerId))?.name ?? '',
    caseNumber: about.number,
    caseSubject: about.subject,
    agentName: call.actor.username,
    orderNumber: (await contextOfCustomer(em, about.customerId)).orderNumber ?? '',
  };
}

function changesOf(macro: CaseMacro, { id, tags }: Case, call: Call) {
  const { type, priority, addTags, removeTags, take } = macro;
  const kept = tags.filter((tag) => !removeTags.includes(tag));
  return {
    id,
    tags: [...kept, ...addTags.filter((tag) => !kept.includes(tag))],
    ...(type === null ? {} : { type }),
    ...(priority === null ? {} : { priority }),
    ...(take && call.actor.id !== null ? { responsibleId: call.actor.id } : {}),
  };
}
