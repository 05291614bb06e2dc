import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type Actor,
  type Call,
  type CaseResultView,
  type ResolveCasesInput,
  type TakeCasesInput,
} from '@daybook/contracts';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { knownCustomer } from '../people/known-people';
import { taker } from '../people/people.service';
import type { Case } from './case.entity';
import { recordCaseFact } from './case-facts';
import { casesForChange } from './case-scope';
import { CaseStepsService } from './case-steps.service';
import { viewOf } from './case.views';

/** What one case answers: whether it was changed. */
type Step = (subject: Case) => Promise<boolean>;

/** What can be done to many cases at once: each is answered for separately, all in one transaction. */
@Injectable()
export class BulkCasesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly steps: CaseStepsService,
  ) {}

  take(input: TakeCasesInput, call: Call): Promise<{ items: CaseResultView[] }> {
    const responsible = taker(call);
    const seen = new Map(input.seen?.map(({ id, responsibleId }) => [id, responsibleId ?? null]));
    return this.work.command(call, (em) =>
      this.each(em, input.ids, call.actor, async (subject) => {
        const before = subject.responsibleName;
        if (!subject.take(responsible, seen.get(subject.id) ?? null, this.clock.now())) return false;
        await recordCaseFact(em, 'cases.case.taken', subject, call, {
          attributes: {
            caseNumber: subject.label,
            responsible: responsible.username,
            ...(before === null ? {} : { responsibleBefore: before }),
          },
        });
        return true;
      }),
    );
  }

  resolve(input: ResolveCasesInput, call: Call): Promise<{ items: CaseResultView[] }> {
    return this.work.command(call, (em) =>
      this.each(em, input.ids, call.actor, async (subject) => {
        await this.steps.step(em, 'resolved', subject, input.reason, call);
        return true;
      }),
    );
  }

  private async each(
    em: EntityManager,
    ids: readonly string[],
    actor: Actor,
    step: Step,
  ): Promise<{ items: CaseResultView[] }> {
    const found = await casesForChange(em, ids, actor);
    const results: CaseResultView[] = [];
    for (const id of ids) results.push(await attempt(id, found.get(id), step));
    await em.flush();
    for (const result of results) {
      const subject = found.get(result.id);
      if (subject === undefined) continue;
      result.case = viewOf(subject, (await knownCustomer(em, subject.customerId))?.name ?? null);
    }
    return { items: results };
  }
}

async function attempt(id: string, subject: Case | undefined, step: Step): Promise<CaseResultView> {
  try {
    if (subject === undefined) throw new DomainError('cases.not_found');
    return { id, outcome: (await step(subject)) ? 'done' : 'unchanged' };
  } catch (error) {
    // A refusal concerns this case alone; anything else ends the whole call.
    if (!(error instanceof DomainError) || error.status >= 500) throw error;
    return { id, outcome: 'refused', code: error.code, detail: error.message };
  }
}
