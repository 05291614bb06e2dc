import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, type Actor, type AuditKind, type Call } from '@daybook/contracts';
import { Clock, rows, UnitOfWork, type Statement } from '@daybook/persistence';
import { clientOf } from '../calls/client-of';

/** What is written into the audit table. */
export interface AuditEntry {
  kind: AuditKind;
  /** The request that it is about. */
  call: Pick<Call, 'actor' | 'requestId' | 'client'>;
  /** Whom it is about, where that is not who called. */
  actor?: Pick<Actor, 'id' | 'username'>;
  details?: Record<string, unknown>;
}

/** Writes the audit table. It only ever grows. */
@Injectable()
export class AuditService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Writes a line in the transaction of what it tells about. */
  async write(em: EntityManager, entry: AuditEntry): Promise<void> {
    await rows(em, WRITE, this.valuesOf(entry));
  }

  /** Writes a line about what has no transaction of its own: a refusal, a read. */
  async note(entry: AuditEntry): Promise<void> {
    await this.work.alone(WRITE, this.valuesOf(entry));
  }

  /**
   * Notes that a change was asked for, before a service is asked to make it: whatever becomes of this process, it stands
   * in the audit table in the end.
   * @returns by which it is ended
   */
  async begin(entry: AuditEntry): Promise<string> {
    const values = this.valuesOf(entry);
    await this.work.alone(BEGIN, values);
    return String(values[0]);
  }

  /** Writes the line of a change that was made. @param details what is known of it now */
  async end(begun: string, details: Record<string, unknown>): Promise<void> {
    await this.work.alone(END, [begun, this.clock.now().toISOString(), JSON.stringify(details)]);
  }

  /** Forgets a change that was refused. */
  async refused(begun: string): Promise<void> {
    await this.work.alone(REFUSED, [begun]);
  }

  /** Writes the lines of changes that were begun before a moment and of which nobody knows what became. */
  async giveUp(before: Date): Promise<void> {
    await this.work.alone(GIVE_UP, [before.toISOString()]);
  }

  private valuesOf({ kind, call, actor = call.actor, details = {} }: AuditEntry): unknown[] {
    const time = this.clock.now().toISOString();
    const { address } = clientOf(call);
    return [newId(), time, kind, actor.id, actor.username, address, call.requestId, JSON.stringify(details)];
  }
}

const WRITE: Statement = {
  name: 'audit_write',
  text: `insert into audit (id, time, kind, user_id, username, address, request_id, details)
         values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)`,
};

const COLUMNS = 'kind, user_id, username, address, request_id';

const BEGIN: Statement = {
  name: 'audit_begin',
  text: `insert into audit_begun (id, begun_at, ${COLUMNS}, details)
         values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)`,
};

const END: Statement = {
  name: 'audit_end',
  text: `with begun as (delete from audit_begun where id = $1 returning *)
         insert into audit (id, time, ${COLUMNS}, details) select id, $2, ${COLUMNS}, $3::jsonb from begun`,
};

const REFUSED: Statement = { name: 'audit_refused', text: 'delete from audit_begun where id = $1' };

const GIVE_UP: Statement = {
  name: 'audit_give_up',
  text: `with begun as (delete from audit_begun where begun_at < $1 returning *)
         insert into audit (id, time, ${COLUMNS}, details)
         select id, begun_at, ${COLUMNS}, details || '{"outcome": "unknown"}' from begun`,
};
