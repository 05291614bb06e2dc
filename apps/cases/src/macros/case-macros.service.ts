import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type AddCaseMacroInput,
  type Call,
  type CaseMacroIdInput,
  type CaseMacroView,
  type ChangeCaseMacroInput,
} from '@daybook/contracts';
import { Clock, expectVersion, rows, UnitOfWork } from '@daybook/persistence';
import { optionInUse } from '../options/options-in-use';
import { CaseMacro } from './case-macro.entity';

/** Keeping macros and canned replies. */
@Injectable()
export class CaseMacrosService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  list(): Promise<{ items: CaseMacroView[] }> {
    return this.work.read(async (em) => {
      const macros = await em.find(CaseMacro, {}, { orderBy: { foldedName: 'asc', id: 'asc' } });
      return { items: macros.map(toView) };
    });
  }

  add(input: AddCaseMacroInput, call: Call): Promise<CaseMacroView> {
    return this.work.command(call, (em) => this.save(em, new CaseMacro(), input));
  }

  change({ id, ...input }: ChangeCaseMacroInput, call: Call): Promise<CaseMacroView> {
    return this.work.command(call, async (em) => this.save(em, await load(em, id, call), input));
  }

  remove({ id }: CaseMacroIdInput, call: Call): Promise<void> {
    return this.work.command(call, async (em) => void em.remove(await load(em, id, call)));
  }

  private async save(
    em: EntityManager,
    macro: CaseMacro,
    input: Omit<ChangeCaseMacroInput, 'id'>,
  ): Promise<CaseMacroView> {
    if (input.type && input.type !== macro.type) await optionInUse(em, 'case-types', input.type, 'type');
    macro.change(input, this.clock.now());
    await rows(em, `select pg_advisory_xact_lock(hashtextextended('case macros', 0))`);
    const alike = await em.count(CaseMacro, { foldedName: macro.foldedName, id: { $ne: macro.id } });
    if (alike > 0) throw new DomainError('cases.macro_exists');
    await em.persistAndFlush(macro);
    return toView(macro);
  }
}

async function load(em: EntityManager, id: string, call: Call): Promise<CaseMacro> {
  const macro = await em.findOne(CaseMacro, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (macro === null) throw new DomainError('cases.not_found');
  expectVersion(macro, call);
  return macro;
}

function toView(macro: CaseMacro): CaseMacroView {
  const { id, version, name, reply, note, status, type, priority, addTags, removeTags, take } = macro;
  return { id, version, name, reply, note, status, type, priority, addTags, removeTags, take };
}
