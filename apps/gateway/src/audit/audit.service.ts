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
