import { casePriorities, caseStatuses, type CasePriority, type CaseStatus } from '../case-words';
import { Flag, Id, ListOf, OneOf, Text, Whole } from '../../fields';

/** A macro: a text and changes that people use again and again. */
export class CaseMacroView {
  @Id()
  id!: string;

  @Whole('Grows with every change; If-Match names it.')
  version!: number;

  @Text()
  name!: string;

  @Text({ optional: true })
  reply!: string | null;

  @Text({ optional: true })
  note!: string | null;

  @OneOf(caseStatuses, { optional: true })
  status!: CaseStatus | null;

  @Text({ optional: true })
  type!: string | null;

  @OneOf(casePriorities, { optional: true })
  priority!: CasePriority | null;

  @ListOf(Text())
  addTags!: string[];

  @ListOf(Text())
  removeTags!: string[];

  @Flag()
  take!: boolean;
}

/** The texts of a macro as they would be written in a case. */
export class FilledMacroView {
  @Text({ optional: true })
  reply?: string;

  @Text({ optional: true })
  note?: string;
}
