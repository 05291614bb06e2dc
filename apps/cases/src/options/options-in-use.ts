import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type OptionListName } from '@daybook/contracts';
import { firstRow } from '@daybook/persistence';

/** @throws DomainError `cases.option_unknown` unless the list has the option and it is not retired */
export async function assertOption(
  em: EntityManager,
  list: OptionListName,
  key: string | null | undefined,
  field: string,
): Promise<void> {
  if (key === null || key === undefined) return;
  const found = await firstRow(
    em,
    'select 1 as found from option_item where list = ? and key = ? and not retired',
    [list, key],
  );
  if (found === undefined) {
    throw new DomainError('cases.option_unknown', {
      errors: [{ field, message: `must be an option in use of the list ${list}` }],
    });
  }
}
