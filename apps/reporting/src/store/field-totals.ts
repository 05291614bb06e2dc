import { actorKinds } from '../projector/activity-row';
import { ACTOR_DIMENSION, FIELD_DIMENSION, readFieldMember } from './fields';
import type { Sql } from './sql';
import type { FieldTotal } from './summary-store';

interface FieldRow {
  userId: string | null;
  username: string | null;
  kind: number | null;
  field: string;
  total: string;
}

/**
 * Names totals and puts the largest first, by name where they tie.
 * @param counted a statement with user_key, kind (of the actor where no user acted), field_key and total
 * @param values what is bound to it
 */
export async function fieldTotals(
  sql: Sql,
  counted: string,
  values: readonly unknown[],
  limit: number,
): Promise<FieldTotal[]> {
  const rows = await sql.rows<FieldRow>(
    `select u.value as "userId", u.name as username, t.kind, f.value as field, t.total
       from (${counted}) t
       join dimension_member f on f.dimension = '${FIELD_DIMENSION}' and f.key = t.field_key
       left join dimension_member u on u.dimension = '${ACTOR_DIMENSION}' and u.key = t.user_key
      order by t.total desc, u.name, f.value, u.value, t.kind
      limit $${values.length + 1}::integer`,
    [...values, limit],
  );
  return rows.map(({ userId, username, kind, field, total }) => ({
    userId,
    username: username ?? unnamed(kind),
    ...readFieldMember(field),
    total: Number(total),
  }));
}

function unnamed(kind: number | null): string {
  return kind === actorKinds.customer ? 'Customer' : 'System';
}
