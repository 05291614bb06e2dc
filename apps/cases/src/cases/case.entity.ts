import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import {
  DomainError,
  newId,
  type Actor,
  type CaseFieldsInput,
  type CasePriority,
  type CaseStatus,
  type UpdateCaseInput,
} from '@daybook/contracts';
import { asGiven, changeFields, type FieldChanges } from '@daybook/persistence';
import type { Responsible } from '../people/known-people';
import { assertTransition } from './case-transitions';

/** What a new case is made of. */
export interface NewCase extends CaseFieldsInput {
  number: number;
  customerId: string;
  subject: string;
}

/** What may be changed in a case, besides who is in charge. */
export type CaseChange = Omit<UpdateCaseInput, 'id' | 'responsibleId'>;

/** How each field is taken over, but for the status, which has its transitions. */
const changes: FieldChanges<Omit<CaseChange, 'status'>, Case> = {
  subject: asGiven,
  channel: asGiven,
  priority: asGiven,
  type: asGiven,
  tags: asGiven,
  ccs: asGiven,
};

/** A customer's matter that somebody has to see to. */
@Entity({ tableName: 'customer_case' })
export class Case {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'integer', version: true })
  version!: number;

  /** What people call it by, shown as `C-<number>`. */
  @Property({ type: 'integer' })
  number!: number;

  @Property({ type: 'uuid' })
  customerId!: string;

  @Property({ type: 'text' })
  status: CaseStatus = 'open';

  @Property({ type: 'text' })
  subject!: string;

  @Property({ type: 'text' })
  channel = 'internal';

  @Property({ type: 'text' })
  priority: CasePriority = 'normal';

  @Property({ type: 'text', nullable: true })
  type: string | null = null;

  @Property({ type: 'json', columnType: 'jsonb' })
  tags: string[] = [];

  @Property({ type: 'json', columnType: 'jsonb' })
  ccs: string[] = [];

  @Property({ type: 'uuid', nullable: true })
  responsibleId: string | null = null;

  @Property({ type: 'text', nullable: true })
  responsibleName: string | null = null;

  /** Why it was resolved, closed or reopened. */
  @Property({ type: 'text', nullable: true })
  statusReason: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  openedBy: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  modifiedAt!: Date;

  /** The number as people write it. */
  get label(): string {
    return `C-${this.number}`;
  }

  static open(made: NewCase, responsible: Responsible | null, by: Actor, now: Date): Case {
    const opened = new Case();
    opened.number = made.number;
    opened.customerId = made.customerId;
    opened.openedBy = by.id;
    opened.createdAt = now;
    opened.modifiedAt = now;
    opened.put(responsible);
    opened.change(made, now);
    return opened;
  }

  /**
   * Changes the fields given and answers the names of those that differ now.
   * @throws DomainError `cases.not_in_state` for a status that cannot be reached from here
   */
  change(given: CaseChange, now: Date): string[] {
    const changed = changeFields(this, given, changes, now);
    if (given.status !== undefined && given.status !== this.status) {
      // Opening a resolved or closed case again is a fact of its own.
      if (this.status !== 'open' && this.status !== 'pending') {
        throw new DomainError('cases.not_in_state', {
          detail: `The case is ${this.status}; reopen it first.`,
        });
      }
      this.step(given.status, now);
      changed.push('status');
    }
    if (changed.length > 0) this.modifiedAt = now;
    return changed;
  }

  /** Puts somebody (or nobody) in charge. Answers whether that changed anything. */
  assign(to: Responsible | null, now: Date): boolean {
    if ((to?.id ?? null) === this.responsibleId) return false;
    this.put(to);
    this.modifiedAt = now;
    return true;
  }

  /**
   * Puts the taker in charge, if whoever the taker saw in charge still is. Answers whether that changed anything.
   * @throws DomainError `cases.taken_by_other` naming who has it; `cases.not_takeable` when it is neither open nor unassigned
   */
  take(taker: Responsible, seen: string | null, now: Date): boolean {
    if (this.responsibleId === taker.id) return false;
    if (this.responsibleId !== seen) {
      throw new DomainError('cases.taken_by_other', {
        detail:
          this.responsibleId === null
            ? 'Nobody has the case any more.'
            : `${this.responsibleName ?? this.responsibleId} has the case.`,
      });
    }
    if (this.status !== 'open' && this.responsibleId !== null) throw new DomainError('cases.not_takeable');
    return this.assign(taker, now);
  }

  /** @throws DomainError `cases.not_in_state` unless it is open or pending */
  resolve(now: Date, reason?: string): void {
    this.step('resolved', now, reason);
  }

  /** @throws DomainError `cases.not_in_state` when it is closed already */
  close(now: Date, reason?: string): void {
    this.step('closed', now, reason);
  }

  /** @throws DomainError `cases.not_in_state` unless it is resolved or closed */
  reopen(now: Date, reason?: string): void {
    if (this.status === 'pending') {
      throw new DomainError('cases.not_in_state', { detail: 'A pending case is not done yet.' });
    }
    this.step('open', now, reason);
  }

  /** The customer answered: whatever it waits for, it is open again. Answers whether it had been done. */
  answered(now: Date): boolean {
    const wasDone = this.status === 'resolved' || this.status === 'closed';
    if (this.status !== 'open') this.step('open', now);
    this.modifiedAt = now;
    return wasDone;
  }

  /** @throws DomainError `cases.not_in_state` when it is closed: reopen it first */
  assertTakesReplies(): void {
    if (this.status === 'closed') {
      throw new DomainError('cases.not_in_state', { detail: 'The case is closed; reopen it to reply.' });
    }
  }

  private step(to: CaseStatus, now: Date, reason?: string): void {
    assertTransition(this.status, to);
    this.status = to;
    this.statusReason = reason ?? null;
    this.modifiedAt = now;
  }

  private put(responsible: Responsible | null): void {
    this.responsibleId = responsible?.id ?? null;
    this.responsibleName = responsible?.username ?? null;
  }
}
