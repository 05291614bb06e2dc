import type { EntityManager } from '@mikro-orm/postgresql';
import type { OpenCaseInput } from '@daybook/contracts';
import { knownUser, type Responsible } from '../people/known-people';
import type { SchemeRules } from '../schemes/case-scheme.entity';
import { assertFilled } from '../schemes/required-fields';

/** Who is in charge of a new case that names nobody: null expressly, or whom the scheme names, if they are still there. */
export async function defaultResponsible(
  em: EntityManager,
  rules: SchemeRules | null,
  input: Pick<OpenCaseInput, 'responsibleId'>,
): Promise<Responsible | null> {
  if (input.responsibleId !== undefined || rules?.defaultResponsibleId === undefined) return null;
  const user = await knownUser(em, rules.defaultResponsibleId);
  return user === undefined || user.retired ? null : { id: user.id, username: user.username };
}

/** @throws DomainError `cases.fields_missing` where the scheme wants more of a new case */
export function assertFilledToOpen(
  rules: SchemeRules | null,
  input: OpenCaseInput,
  responsible: Responsible | null,
): void {
  assertFilled(rules?.requiredToOpen, {
    text: input.text !== undefined,
    tags: (input.tags ?? []).length > 0,
    ccs: (input.ccs ?? []).length > 0,
    responsible: responsible !== null,
  });
}
