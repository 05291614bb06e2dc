import { Injectable } from '@nestjs/common';
import { mapPage, type AuditView, type ListAuditInput, type Page } from '@daybook/contracts';
import { Bound, conditionsOf, newestRows, UnitOfWork } from '@daybook/persistence';

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

/** What a line is about, as the index has it. */
const ABOUT = `coalesce(details ->> 'about', '/users/' || (details ->> 'userId'), '/api-keys/' || (details ->> 'apiKeyId'))`;

/** Reads the audit table. */
@Injectable()
export class AuditQueries {
  constructor(private readonly work: UnitOfWork) {}

  /** One page, newest first. */
  async list(input: ListAuditInput): Promise<Page<AuditView>> {
    const bound = new Bound();
    const conditions = conditionsOf<ListAuditInput, string>(input, {
      kind: (kinds) => `kind = any(${bound.add(kinds)}::text[])`,
      userId: (id) => `user_id = ${bound.add(id)}::uuid`,
      username: (username) => `lower(username) = lower(${bound.add(username)})`,
      about: (about) => `${ABOUT} = ${bound.add(about)}`,
      from: (from) => `time >= ${bound.add(from)}::timestamptz`,
      to: (to) => `time < ${bound.add(to)}::timestamptz`,
    });
    const page = await this.work.read((em) =>
      newestRows<AuditRow>(
        em,
        {
          list: 'audit',
          select: 'select * from audit',
          conditions,
          bound,
          by: ['time', 'id'],
          keyOf: ({ time, id }) => [time, id],
        },
        input,
      ),
    );
    return mapPage(page, toView);
  }
}

function toView(row: AuditRow): AuditView {
  return {
    id: row.id,
    time: new Date(row.time).toISOString(),
    kind: row.kind,
    ...(row.user_id === null ? {} : { userId: row.user_id }),
    username: row.username,
    address: row.address,
    requestId: row.request_id,
    details: row.details,
  };
}
