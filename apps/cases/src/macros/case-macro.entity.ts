import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import {
  DomainError,
  macroPlaceholders,
  newId,
  type CasePriority,
  type CaseStatus,
  type ChangeCaseMacroInput,
  type FieldFault,
  type MacroPlaceholder,
} from '@daybook/contracts';
import { asGiven, changeFields, fold, type FieldChanges } from '@daybook/persistence';

type MacroFields = Omit<ChangeCaseMacroInput, 'id'>;

const changes: FieldChanges<MacroFields, CaseMacro> = {
  name: (name, macro) => {
    macro.foldedName = fold(name);
    return name;
  },
  reply: asGiven,
  note: asGiven,
  status: asGiven,
  type: asGiven,
  priority: asGiven,
  addTags: asGiven,
  removeTags: asGiven,
  take: asGiven,
};

/** What is filled in, by the name of its placeholder. */
export type MacroValues = Readonly<Record<MacroPlaceholder, string>>;

/** Texts and changes that people use again and again. */
@Entity({ tableName: 'case_macro' })
export class CaseMacro {
  @PrimaryKey({ type: 'uuid' })
  id: string = newId();

  @Property({ type: 'integer', version: true })
  version!: number;

  @Property({ type: 'text' })
  name!: string;

  /** What names are compared by. */
  @Property({ type: 'text' })
  foldedName!: string;

  @Property({ type: 'text', nullable: true })
  reply: string | null = null;

  @Property({ type: 'text', nullable: true })
  note: string | null = null;

  @Property({ type: 'text', nullable: true })
  status: CaseStatus | null = null;

  @Property({ type: 'text', nullable: true })
  type: string | null = null;

  @Property({ type: 'text', nullable: true })
  priority: CasePriority | null = null;

  @Property({ type: 'json', columnType: 'jsonb' })
  addTags: string[] = [];

  @Property({ type: 'json', columnType: 'jsonb' })
  removeTags: string[] = [];

  @Property({ type: 'boolean' })
  take = false;

  /** @throws DomainError `cases.macro_empty`, `cases.placeholder_unknown` */
  change(given: MacroFields, now: Date): void {
    changeFields(this, given, changes, now);
    const { reply, note, status, type, priority, addTags, removeTags, take } = this;
    const does = [reply, note, status, type, priority].some((each) => each !== null);
    if (!does && addTags.length + removeTags.length === 0 && !take)
      throw new DomainError('cases.macro_empty');
    const errors = [...faultsOf('reply', reply), ...faultsOf('note', note)];
    if (errors.length > 0) throw new DomainError('cases.placeholder_unknown', { errors });
  }

  /** Its texts with what is known filled in. */
  filled(values: MacroValues): { reply?: string; note?: string } {
    return {
      ...(this.reply === null ? {} : { reply: fill(this.reply, values) }),
      ...(this.note === null ? {} : { note: fill(this.note, values) }),
    };
  }
}

const PLACEHOLDER = /\{\{\s*(\w*)\s*\}\}/g;

function fill(text: string, values: MacroValues): string {
  return text.replace(PLACEHOLDER, (_, name: MacroPlaceholder) => values[name]).trim();
}

function faultsOf(field: string, text: string | null): FieldFault[] {
  const known: readonly string[] = macroPlaceholders;
  const unknown = [...(text ?? '').matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  return unknown
    .filter((name) => !known.includes(name))
    .map((name) => ({ field, message: `has no placeholder {{${name}}}` }));
}
