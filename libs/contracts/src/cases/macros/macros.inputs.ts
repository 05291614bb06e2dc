import { casePriorities, caseStatuses, type CasePriority, type CaseStatus } from '../case-words';
import { Flag, Id, ListOf, Name, Note, OneOf } from '../../fields';
import { OptionKey } from '../option-key';

/** What the texts of a macro may have filled in, written `{{customerName}}`. */
export const macroPlaceholders = [
  'customerName',
  'caseNumber',
  'caseSubject',
  'agentName',
  'orderNumber',
] as const;
/** A placeholder of a macro. */
export type MacroPlaceholder = (typeof macroPlaceholders)[number];

const filledIn = macroPlaceholders.map((name) => `{{${name}}}`).join(', ');

/** What a macro does, all in one act. One that has a reply alone is a canned reply. */
class MacroActs {
  @Note(`A public reply. Filled in: ${filledIn}.`, { optional: 'or null', min: 1, max: 20_000 })
  reply?: string | null;

  @Note(`An internal note. Filled in: ${filledIn}.`, { optional: 'or null', min: 1, max: 20_000 })
  note?: string | null;

  @OneOf(caseStatuses, 'The state that the case is in afterwards.', { optional: 'or null' })
  status?: CaseStatus | null;

  @OptionKey('A key of the option list `case-types`.', { optional: 'or null' })
  type?: string | null;

  @OneOf(casePriorities, { optional: 'or null' })
  priority?: CasePriority | null;

  @ListOf(Name({ min: 1, max: 50 }), 'Tags that the case gets.', {
    optional: 'not null',
    max: 50,
    unique: true,
  })
  addTags?: string[];

  @ListOf(Name({ min: 1, max: 50 }), 'Tags that the case loses.', {
    optional: 'not null',
    max: 50,
    unique: true,
  })
  removeTags?: string[];

  @Flag('Whether whoever uses it becomes responsible.', { optional: 'not null' })
  take?: boolean;
}

/** Input of ListCaseMacros. */
export class ListCaseMacrosInput {}

/** Input of AddCaseMacro. */
export class AddCaseMacroInput extends MacroActs {
  @Name('What people call it.', { min: 1, max: 100, examples: ['Parcel is late'] })
  name!: string;
}

/** Names one macro. */
export class CaseMacroIdInput {
  @Id()
  id!: string;
}

/** Input of ChangeCaseMacro: only the fields to change. */
export class ChangeCaseMacroInput extends MacroActs {
  @Id()
  id!: string;

  @Name({ optional: 'not null', min: 1, max: 100 })
  name?: string;
}

/** Input of FillCaseMacro. */
export class FillCaseMacroInput extends CaseMacroIdInput {
  @Id('The macro.')
  macroId!: string;
}

/** Input of UseCaseMacro. */
export class UseCaseMacroInput extends FillCaseMacroInput {
  @Note('The reply as the agent changed it; that of the macro when left out.', {
    optional: 'not null',
    min: 1,
    max: 20_000,
  })
  reply?: string;
}
