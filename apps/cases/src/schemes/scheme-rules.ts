import type { EntityManager } from '@mikro-orm/postgresql';
import { DEFAULT_SCHEME } from '@daybook/contracts';
import { rows } from '@daybook/persistence';
import type { SchemeRules } from './case-scheme.entity';

/** The rules of the schemes that hold for cases of some types; of those without one, the default's, if there is one. */
export async function rulesOf(
  em: EntityManager,
  types: readonly (string | null)[],
): Promise<(type: string | null) => SchemeRules | null> {
  const asked = [...new Set([...types.flatMap((type) => type ?? []), DEFAULT_SCHEME])];
  const found = await rows<{ caseType: string; rules: SchemeRules }>(
    em,
    'select case_type as "caseType", rules from case_scheme where case_type = any($1::text[])',
    [asked],
  );
  const known = new Map(found.map(({ caseType, rules }) => [caseType, rules]));
  return (type) => (type === null ? undefined : known.get(type)) ?? known.get(DEFAULT_SCHEME) ?? null;
}
