import { caseStatuses, casePriorities, type CasePriority, type CaseStatus } from './case-words';
import { Code, Day, Id, ListOf, OneOf, Part, Parts, SomeOf, TimeZone, Whole } from '../fields';
import { OptionKey } from './option-key';

/** What a scheme can demand of a new case. */
export const neededToOpen = ['text', 'tags', 'responsible', 'ccs'] as const;
/** What a scheme can demand before a case is resolved or closed. */
export const neededToResolve = ['type', 'tags', 'responsible', 'reason'] as const;

/** The scheme of all types that have none of their own. */
export const DEFAULT_SCHEME = 'default';

const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** A step that cases of a type may take. */
export class CaseTransition {
  @OneOf(caseStatuses)
  from!: CaseStatus;

  @SomeOf(caseStatuses, { max: 4, unique: true })
  to!: CaseStatus[];
}

/** Hours of some days of the week. */
export class OpenHours {
  @ListOf(Whole({ min: 1, max: 7 }), 'Days of the week, 1 is Monday.', { min: 1, max: 7, unique: true })
  days!: number[];

  @Code(TIME_OF_DAY, 'By the clock of the time zone.', { examples: ['09:00'], message: 'must be HH:MM' })
  from!: string;

  @Code(TIME_OF_DAY, 'Later than `from`, at most `24:00`.', { examples: ['17:30'], message: 'must be HH:MM' })
  to!: string;
}

/** When people are at work. */
export class BusinessHoursInput {
  @TimeZone('By whose clock.')
  timeZone!: string;

  @Parts(OpenHours, 'What is open; hours that overlap count once.', { min: 1, max: 21 })
  hours!: OpenHours[];

  @ListOf(Day(), 'Days on which nobody is at work.', { optional: 'not null', max: 200, unique: true })
  holidays?: string[];
}

/** What a scheme promises, in business minutes. */
export class CaseTargetsInput {
  @Whole('Until the first public reply.', { optional: 'not null', min: 1, max: 43_200 })
  firstReplyMinutes?: number;

  @Whole('Until it is resolved.', { optional: 'not null', min: 1, max: 43_200 })
  resolutionMinutes?: number;

  @Whole('Business minutes before a target is due from which it is warned of; 60 when left out.', {
    optional: 'not null',
    min: 0,
    max: 43_200,
  })
  warnMinutes?: number;

  @Part(BusinessHoursInput)
  businessHours!: BusinessHoursInput;
}

/** Names one scheme. */
export class CaseSchemeIdInput {
  @OptionKey('A key of the option list `case-types`; `default` for all types that have no scheme.')
  caseType!: string;
}

/** Input of ListCaseSchemes. */
export class ListCaseSchemesInput {}

/** Input of SetCaseScheme: the whole scheme. */
export class SetCaseSchemeInput extends CaseSchemeIdInput {
  @Parts(CaseTransition, 'Steps that are allowed, of those that there are; all when left out.', {
    optional: 'not null',
    max: 4,
  })
  transitions?: CaseTransition[];

  @OneOf(casePriorities, 'Priority of a new case that says none.', { optional: 'not null' })
  defaultPriority?: CasePriority;

  @Id('The user in charge of a new case that names nobody.', { optional: 'not null' })
  defaultResponsibleId?: string;

  @SomeOf(neededToOpen, 'What must be filled for a case to be opened.', {
    optional: 'not null',
    unique: true,
  })
  requiredToOpen?: (typeof neededToOpen)[number][];

  @SomeOf(neededToResolve, 'What must be filled for a case to be resolved or closed.', {
    optional: 'not null',
    unique: true,
  })
  requiredToResolve?: (typeof neededToResolve)[number][];

  @Part(CaseTargetsInput, 'What is promised to customers.', { optional: 'not null' })
  targets?: CaseTargetsInput;
}
