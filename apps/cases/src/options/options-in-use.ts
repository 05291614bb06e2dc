import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type OptionListName } from '@daybook/contracts';
import { firstRow } from '@daybook/persistence';

/** An option as a record uses it. */
export interface UsedOption {
  label: string;
  ownerId: string | null;
}

/**
 * An option that a record is to have. Locked until the transaction ends, so that it is not deleted meanwhile.
 * @throws DomainError `cases.option_unknown` unless the list has it and it is not retired
 */
export async function optionInUse(
  em: EntityManager,
  list: OptionListName,
  key: string,
  field: string,
): Promise<UsedOption> {
  const found = await firstRow<UsedOption>(
    em,
    `select label, owner_id as "ownerId" from option_item where list = $1 and key = $2 and not retired for share`,
    [list, key],
  );
  if (found === undefined) {
    throw new DomainError('cases.option_unknown', {
      errors: [{ field, message: `must be an option in use of the list ${list}` }],
    });
  }
  return found;
}

/** What an option is called, retired or not; null where the record has none. */
export async function optionLabel(
  em: EntityManager,
  list: OptionListName,
  key: string | null,
): Promise<string | null> {
  if (key === null) return null;
  const found = await firstRow<{ label: string }>(
    em,
    'select label from option_item where list = $1 and key = $2',
    [list, key],
  );
  return found?.label ?? key;
}
