import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  type AuditView,
  type ListAuditInput,
  type Page,
} from '@daybook/contracts';
import { rows, UnitOfWork } from '@daybook/persistence';

interface AuditRow {
  id: string;
  /** As PostgreSQL writes it. */
  time: string;
  kind: AuditView['kind'];
  user_id: string | null;
  username: string;
  address: string;
  request_id: string;
  details: Record<string, unknown>;
}

/** Reads the audit table. */
@Injectable()
export class AuditQueries {
  constructor(private readonly work: UnitOfWork) {}

  /** One page, newest first. */
  async list(input: ListAuditInput): Promise<Page<AuditView>> {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const [time, id] = input.cursor === undefined ? [null, null] : decodeCursor('audit', input.cursor);
    const found = await this.work.read((em) =>
      rows<AuditRow>(
        em,
        `select * from audit
         where ($1::text[] is null or kind = any($2::text[]))
           and ($3::uuid is null or user_id = $4::uuid)
           and ($5::text is null or lower(username) = lower($6))
           and ($7::timestamptz is null or time >= $8::timestamptz)
           and ($9::timestamptz is null or time < $10::timestamptz)
           and ($11::timestamptz is null or (time, id) < ($12::timestamptz, $13::uuid))
         order by time desc, id desc limit $14`,
        [
          ...twice(input.kind === undefined ? null : `{${input.kind.join(',')}}`),
          ...twice(input.userId ?? null),
          ...twice(input.username ?? null),
          ...twice(input.from ?? null),
          ...twice(input.to ?? null),
          time,
          time,
          id,
          limit + 1,
        ],
      ),
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(toView),
      ...(found.length > limit && last !== undefined
        ? { nextCursor: encodeCursor('audit', [timeOf(last), last.id]) }
        : {}),
    };
  }
}

function twice<T>(value: T): [T, T] {
  return [value, value];
}

function timeOf(row: AuditRow): string {
  return new Date(row.time).toISOString();
}

function toView(row: AuditRow): AuditView {
  return {
    id: row.id,
    time: timeOf(row),
    kind: row.kind,
    ...(row.user_id === null ? {} : { userId: row.user_id }),
    username: row.username,
    address: row.address,
    requestId: row.request_id,
    details: row.details,
  };
}
