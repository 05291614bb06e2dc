import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { DomainError, type CaseStatus, type SetCaseSchemeInput } from '@daybook/contracts';
import { BusinessCalendar } from './business-calendar';

/** What a scheme says, besides whose it is. */
export type SchemeRules = Omit<SetCaseSchemeInput, 'caseType'>;

const MINUTE = 60_000;
const LONGEST_DAYS = 366;

/** The rules that cases of a type follow, and what is promised for them. */
@Entity({ tableName: 'case_scheme' })
export class CaseScheme {
  /** A key of the case types; `default` for all that have none. */
  @PrimaryKey({ type: 'text' })
  caseType!: string;

  @Property({ type: 'integer', version: true })
  version!: number;

  @Property({ type: 'json', columnType: 'jsonb' })
  rules!: SchemeRules;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  changedAt!: Date;

  static of(caseType: string): CaseScheme {
    const scheme = new CaseScheme();
    scheme.caseType = caseType;
    return scheme;
  }

  /**
   * @param possible whether cases take a step at all
   * @throws DomainError `cases.scheme_transition_unknown`, `cases.scheme_hours_wrong`, `cases.scheme_unreachable`
   */
  set(rules: SchemeRules, possible: (from: CaseStatus, to: CaseStatus) => boolean, now: Date): void {
    for (const { from, to } of rules.transitions ?? []) {
      const wrong = to.find((status) => !possible(from, status));
      if (wrong !== undefined) {
        throw new DomainError('cases.scheme_transition_unknown', {
          detail: `A case that is ${from} cannot become ${wrong}.`,
        });
      }
    }
    assertReachable(rules, now);
    this.rules = rules;
    this.changedAt = now;
  }
}

function assertReachable({ targets }: SchemeRules, now: Date): void {
  if (targets === undefined) return;
  const { businessHours, firstReplyMinutes, resolutionMinutes } = targets;
  if (businessHours.hours.some(({ from, to }) => from >= to))
    throw new DomainError('cases.scheme_hours_wrong');
  const longest = Math.max(firstReplyMinutes ?? 0, resolutionMinutes ?? 0);
  const due = new BusinessCalendar(businessHours).add(now, longest * MINUTE);
  if (due === null || due.getTime() > now.getTime() + LONGEST_DAYS * 24 * 60 * MINUTE) {
    throw new DomainError('cases.scheme_unreachable');
  }
}
