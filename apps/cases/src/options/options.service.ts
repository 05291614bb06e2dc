import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type AddOptionInput,
  type Call,
  type ChangeOptionInput,
  type OptionInput,
  type OptionListInput,
  type OptionListName,
  type OptionView,
} from '@daybook/contracts';
import { expectVersion, firstRow, record, rows, UnitOfWork } from '@daybook/persistence';
import { OptionItem } from './option.entity';

/** Where records refer to the options of a list. */
const uses: Readonly<Record<OptionListName, readonly [table: string, column: string][]>> = {
  'case-types': [['customer_case', 'type']],
  channels: [
    ['customer_case', 'channel'],
    ['service_record', 'channel'],
    ['conversation', 'channel'],
  ],
  'service-results': [['service_record', 'result']],
  'service-reasons': [['service_record', 'reason']],
  'channel-categories': [['service_record', 'channel_category']],
};

/** Keeping the option lists. */
@Injectable()
export class OptionsService {
  constructor(private readonly work: UnitOfWork) {}

  list(input: OptionListInput): Promise<{ items: OptionView[] }> {
    return this.work.read(async (em) => ({
      items: await rows<OptionView>(
        em,
        `select o.id, o.version, o.list, o.key, o.label, o.position, o.retired, o.owner_id as "ownerId",
                coalesce(u.uses, 0)::int as uses
         from option_item o left join (${usesOf(input.list)}) u on u.key = o.key
         where o.list = $1 order by o.position`,
        [input.list],
      ),
    }));
  }

  add(input: AddOptionInput, call: Call): Promise<OptionView> {
    return this.work.command(call, async (em) => {
      await lockList(em, input.list);
      const end = await firstRow<{ position: number }>(
        em,
        'select coalesce(max(position) + 1, 0) as position from option_item where list = $1',
        [input.list],
      );
      const option = OptionItem.add(input, Number(end?.position));
      const taken = await em.count(OptionItem, { list: option.list, key: option.key });
      if (taken > 0) throw new DomainError('cases.option_exists');
      await expectOwnLabel(em, option);
      await em.persistAndFlush(option);
      return emit(em, option, call);
    });
  }

  /** A change that changes nothing is told to nobody. */
  change(input: ChangeOptionInput, call: Call): Promise<OptionView> {
    return this.work.command(call, async (em) => {
      const option = await load(em, input);
      expectVersion(option, call);
      const version = option.version;
      option.change(input);
      if (input.label !== undefined) await expectOwnLabel(em, option);
      if (input.position !== undefined) await move(em, option, input.position);
      await em.flush();
      return option.version === version ? viewOf(em, option) : emit(em, option, call);
    });
  }

  /** Deletes an option that no record has; retires another. */
  remove(input: OptionInput, call: Call): Promise<OptionView> {
    return this.work.command(call, async (em) => {
      const option = await load(em, input);
      const used = await isUsed(em, option);
      if (used && option.retired) return viewOf(em, option);
      option.retired = true;
      await em.flush();
      const view = await emit(em, option, call);
      if (!used) em.remove(option);
      return view;
    });
  }
}

/** One at a time changes a list: places are counted over all of it. */
async function lockList(em: EntityManager, list: OptionListName): Promise<void> {
  await rows(em, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`option list ${list}`]);
}

/** Nobody can tell two options apart that are called alike. @throws DomainError `cases.option_exists` */
async function expectOwnLabel(em: EntityManager, { id, list, label }: OptionItem): Promise<void> {
  const others = await rows<{ label: string }>(
    em,
    'select label from option_item where list = $1 and id <> $2',
    [list, id],
  );
  if (!others.some((other) => other.label.toLowerCase() === label.toLowerCase())) return;
  throw new DomainError('cases.option_exists', {
    errors: [{ field: 'label', message: 'is that of another option of the list' }],
  });
}

async function load(em: EntityManager, { list, key }: OptionInput): Promise<OptionItem> {
  await lockList(em, list);
  const option = await em.findOne(OptionItem, { list, key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (option === null) throw new DomainError('cases.not_found');
  return option;
}

/** Puts an option at a place. The others' versions stay: they were only moved up. */
async function move(em: EntityManager, option: OptionItem, position: number): Promise<void> {
  const others = await rows<{ id: string }>(
    em,
    'select id from option_item where list = $1 and id <> $2 order by position',
    [option.list, option.id],
  );
  option.position = Math.min(position, others.length);
  const order = others.map(({ id }) => id);
  order.splice(option.position, 0, option.id);
  await rows(
    em,
    `update option_item o set position = n.place - 1
     from unnest($1::uuid[]) with ordinality as n(id, place)
     where o.id = n.id and o.id <> $2`,
    [order, option.id],
  );
}

async function isUsed(em: EntityManager, option: OptionItem): Promise<boolean> {
  for (const [table, column] of uses[option.list]) {
    const found = await firstRow(em, `select 1 as found from ${table} where ${column} = $1 limit 1`, [
      option.key,
    ]);
    if (found !== undefined) return true;
  }
  return false;
}

async function emit(em: EntityManager, option: OptionItem, call: Call): Promise<OptionView> {
  record(em, 'cases.option.changed', {
    call,
    attributes: { id: option.id, name: option.label, retired: option.retired, list: option.list },
  });
  return viewOf(em, option);
}

async function viewOf(em: EntityManager, option: OptionItem): Promise<OptionView> {
  const { id, version, list, key, label, position, retired, ownerId } = option;
  const counted = await firstRow<{ uses: number }>(
    em,
    `select coalesce(sum(uses), 0)::int as uses from (${usesOf(list)}) u where key = $1`,
    [key],
  );
  return { id, version, list, key, label, position, retired, ownerId, uses: counted?.uses ?? 0 };
}

/** How often each option of a list is used, as a statement. */
function usesOf(list: OptionListName): string {
  const counts = uses[list].map(
    ([table, column]) => `select ${column} as key, count(*) as uses from ${table} group by ${column}`,
  );
  return `select key, sum(uses) as uses from (${counts.join(' union all ')}) counted group by key`;
}
