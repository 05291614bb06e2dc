import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import {
  DEFAULT_SCHEME,
  DomainError,
  type Call,
  type CaseSchemeIdInput,
  type CaseSchemeView,
  type SetCaseSchemeInput,
} from '@daybook/contracts';
import { Clock, expectVersion, rows, UnitOfWork } from '@daybook/persistence';
import { optionInUse } from '../options/options-in-use';
import { PeopleService } from '../people/people.service';
import { CaseScheme } from './case-scheme.entity';
import { isPossible } from './case-transitions';

/** Keeping the schemes of case types. */
@Injectable()
export class CaseSchemesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly people: PeopleService,
  ) {}

  list(): Promise<{ items: CaseSchemeView[] }> {
    return this.work.read(async (em) => {
      const schemes = await em.find(CaseScheme, {}, { orderBy: { caseType: 'asc' } });
      return { items: await views(em, schemes) };
    });
  }

  set({ caseType, ...rules }: SetCaseSchemeInput, call: Call): Promise<CaseSchemeView> {
    return this.work.command(call, async (em) => {
      if (caseType !== DEFAULT_SCHEME) await optionInUse(em, 'case-types', caseType, 'caseType');
      await this.people.responsible(em, rules.defaultResponsibleId ?? null, call);
      await lock(em, caseType);
      const known = await load(em, caseType);
      if (known !== null) expectVersion(known, call);
      const scheme = known ?? CaseScheme.of(caseType);
      scheme.set(rules, isPossible, this.clock.now());
      await em.persistAndFlush(scheme);
      const [view] = await views(em, [scheme]);
      if (view === undefined) throw new Error(`there is no scheme of ${caseType}`);
      return view;
    });
  }

  remove({ caseType }: CaseSchemeIdInput, call: Call): Promise<void> {
    return this.work.command(call, async (em) => {
      await lock(em, caseType);
      const scheme = await load(em, caseType);
      if (scheme === null) throw new DomainError('cases.not_found');
      expectVersion(scheme, call);
      em.remove(scheme);
    });
  }
}

/** Two do not set a scheme at once that is not there yet. */
async function lock(em: EntityManager, caseType: string): Promise<void> {
  await rows(em, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`case scheme ${caseType}`]);
}

function load(em: EntityManager, caseType: string): Promise<CaseScheme | null> {
  return em.findOne(CaseScheme, { caseType }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

async function views(em: EntityManager, schemes: readonly CaseScheme[]): Promise<CaseSchemeView[]> {
  const labels = await rows<{ key: string; label: string }>(
    em,
    `select key, label from option_item where list = 'case-types' and key = any($1::text[])`,
    [schemes.map(({ caseType }) => caseType)],
  );
  const labelOf = new Map(labels.map(({ key, label }) => [key, label]));
  return schemes.map(({ caseType, version, rules, changedAt }) => ({
    ...rules,
    caseType,
    version,
    label: labelOf.get(caseType),
    changedAt: changedAt.toISOString(),
  }));
}
