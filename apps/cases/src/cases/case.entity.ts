import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { DomainError, newId, type Actor, type CasePriority, type CaseStatus } from '@daybook/contracts';
import { asGiven, changeFields, type FieldChanges } from '@daybook/persistence';
import type { Responsible } from '../people/known-people';
import type { SchemeRules } from '../schemes/case-scheme.entity';
import type { CaseChange, NewCase } from './case-fields';
import { assertTransition } from '../schemes/case-transitions';
import { assertFilled } from '../schemes/required-fields';
import {
  done,
  missed,
  nextMoments,
  promise,
  started,
  stopped,
  undone,
  type PromisedTargets,
  type TargetKind,
} from '../schemes/promised-targets';

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

  /** The case in which it goes on. */
  @Property({ type: 'uuid', nullable: true })
  mergedInto: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  openedBy: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  modifiedAt!: Date;

  /** What its scheme promised when it was opened; a scheme that is changed since does not rewrite it. */
  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  targets: PromisedTargets | null = null;

  /** When the next target is due. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  targetDueAt: Date | null = null;

  /** From when it is warned of the next target. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  targetWarnAt: Date | null = null;

  /** Whether a target was missed. */
  @Property({ type: 'boolean' })
  targetMissed = false;

  /** The rules of its scheme, as they are now; kept with the scheme. */
  rules: SchemeRules | null = null;

  /** The number as people write it. */
  get label(): string {
    return `C-${this.number}`;
  }

  /** Whether nobody has to do anything any more. */
  get isDone(): boolean {
    return this.status === 'resolved' || this.status === 'closed';
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

  /** Puts it under the rules of a scheme, which promises what it promises from a moment on. */
  follow(rules: SchemeRules | null, now: Date): void {
    this.rules = rules;
    this.targets ??= promise(rules?.targets);
    this.runClocks(now);
  }

  /** A public reply went to the customer: the first one was a target. */
  replied(now: Date): void {
    if (this.targets !== null) this.keep(done(this.targets, 'firstReply', now));
    this.modifiedAt = now;
  }

  /** Notes the targets whose time has come. @returns them */
  missTargets(now: Date): { kind: TargetKind; dueAt: string }[] {
    if (this.targetDueAt === null || this.targetDueAt > now || this.targets === null) return [];
    const { targets, missed: found } = missed(this.targets, now);
    this.keep(targets);
    if (found.length > 0) this.targetMissed = true;
    return found;
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
    this.assertNotMerged();
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

  /** @throws DomainError `cases.not_in_state` unless it is open or pending; `cases.fields_missing` where its scheme demands more */
  resolve(now: Date, reason?: string): void {
    this.assertFilled(reason);
    this.step('resolved', now, reason);
  }

  /** @throws DomainError `cases.not_in_state` when it is closed already; `cases.fields_missing` where its scheme demands more */
  close(now: Date, reason?: string): void {
    this.assertFilled(reason);
    this.step('closed', now, reason);
  }

  /** @throws DomainError `cases.not_in_state` unless it is resolved or closed */
  reopen(now: Date, reason?: string): void {
    if (this.status === 'pending') {
      throw new DomainError('cases.not_in_state', { detail: 'A pending case is not done yet.' });
    }
    this.step('open', now, reason);
  }

  /**
   * Closes it for good: its matter goes on in another case, whatever its scheme would have people do.
   * @throws DomainError `cases.merge_itself`, `cases.merged`, `cases.merge_other_customer`
   */
  merge(into: Case, now: Date): void {
    if (into === this) throw new DomainError('cases.merge_itself');
    this.assertNotMerged();
    into.assertNotMerged();
    if (into.customerId !== this.customerId) throw new DomainError('cases.merge_other_customer');
    this.mergedInto = into.id;
    this.enter('closed', now, `Merged into ${into.label}`);
  }

  /** The customer answered: whatever it waits for, it is open again. Answers whether it had been done. */
  answered(now: Date): boolean {
    const wasDone = this.isDone;
    // It happened, whatever the scheme would have people do.
    if (this.status !== 'open') this.enter('open', now);
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
    this.assertNotMerged();
    assertTransition(this.status, to, this.rules);
    this.enter(to, now, reason);
  }

  private assertNotMerged(): void {
    if (this.mergedInto !== null) throw new DomainError('cases.merged');
  }

  private enter(to: CaseStatus, now: Date, reason?: string): void {
    this.status = to;
    this.statusReason = reason ?? null;
    this.modifiedAt = now;
    this.runClocks(now);
  }

  /** Clocks run while we have to do something: not while the customer is waited for, nor once it is done. */
  private runClocks(now: Date): void {
    if (this.targets === null) return;
    if (this.status === 'open') return this.keep(started(undone(this.targets, 'resolution'), now));
    const standing = stopped(this.targets, now);
    this.keep(this.status === 'pending' ? standing : done(standing, 'resolution', now));
  }

  private keep(targets: PromisedTargets): void {
    const next = nextMoments(targets);
    this.targets = targets;
    this.targetDueAt = next.dueAt;
    this.targetWarnAt = next.warnAt;
  }

  /** What its scheme wants filled before it is done. @throws DomainError `cases.fields_missing` */
  private assertFilled(reason: string | undefined): void {
    assertFilled(this.rules?.requiredToResolve, {
      type: this.type !== null,
      tags: this.tags.length > 0,
      responsible: this.responsibleId !== null,
      reason: reason !== undefined,
    });
  }

  private put(responsible: Responsible | null): void {
    this.responsibleId = responsible?.id ?? null;
    this.responsibleName = responsible?.username ?? null;
  }
}
