import { Injectable } from '@nestjs/common';
import { DomainError, type Call, type CaseView, type MergeCaseInput } from '@daybook/contracts';
import { Clock, expectVersion, rows, UnitOfWork } from '@daybook/persistence';
import { knownCustomer } from '../people/known-people';
import { recordCaseFact } from './case-facts';
import { casesForChange } from './case-scope';
import { CaseStepsService } from './case-steps.service';
import { viewOf } from './case.views';

/** Merging cases of one customer that are about the same. */
@Injectable()
export class MergeCasesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly steps: CaseStepsService,
  ) {}

  /** What happened stays what happened: no message and no activity moves, the other case shows them beside its own. */
  merge({ id, intoId }: MergeCaseInput, call: Call): Promise<CaseView> {
    return this.work.command(call, async (em) => {
      const found = await casesForChange(em, [id, intoId], call.actor);
      const [merged, into] = [found.get(id.toLowerCase()), found.get(intoId.toLowerCase())];
      if (merged === undefined || into === undefined) throw new DomainError('cases.not_found');
      expectVersion(merged, call);
      merged.merge(into, this.clock.now());
      await em.flush();
      // Cases that were merged into it point to where it went.
      await rows(
        em,
        'update customer_case set merged_into = $2, version = version + 1 where merged_into = $1',
        [merged.id, into.id],
      );
      const union = (of: 'tags' | 'ccs'): string[] => [...new Set([...into[of], ...merged[of]])];
      await this.steps.update(em, into, { id: into.id, tags: union('tags'), ccs: union('ccs') }, call);
      await recordCaseFact(em, 'cases.case.merged', merged, call, {
        attributes: { caseNumber: merged.label, into: into.label },
      });
      return viewOf(merged, (await knownCustomer(em, merged.customerId))?.name ?? null);
    });
  }
}
