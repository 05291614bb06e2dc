import type { EntityManager } from '@mikro-orm/postgresql';
import type { Call, OpenCaseInput } from '@daybook/contracts';
import { firstRow } from '@daybook/persistence';
import { optionLabel } from '../options/options-in-use';
import type { Responsible } from '../people/known-people';
import { rulesOf } from '../schemes/scheme-rules';
import { Case } from './case.entity';
import { recordCaseFact } from './case-facts';
import { CaseMessage } from './case-message.entity';
import { defaultResponsible } from './new-case-rules';

/**
 * Opens a case with its first message under the scheme of its type, and records it. What it is made of was checked
 * before; where nobody was named, it is whom the scheme names.
 */
export async function openCase(
  em: EntityManager,
  input: OpenCaseInput,
  responsible: Responsible | null,
  call: Call,
  now: Date,
): Promise<{ opened: Case; message: CaseMessage | null }> {
  const numbered = await firstRow<{ number: string }>(em, `select nextval('case_number') as number`);
  const rules = (await rulesOf(em, [input.type ?? null]))(input.type ?? null);
  const priority = input.priority ?? rules?.defaultPriority;
  const opened = Case.open(
    { ...input, priority, number: Number(numbered?.number) },
    responsible ?? (await defaultResponsible(em, rules, input)),
    call.actor,
    now,
  );
  opened.follow(rules, now);
  await em.persistAndFlush(opened); // before its message, which refers to it
  const { text } = input;
  const message = text === undefined ? null : CaseMessage.write(opened.id, 'opening', text, call.actor, now);
  if (message !== null) em.persist(message);
  const channel = (await optionLabel(em, 'channels', opened.channel)) ?? opened.channel;
  const caseType = (await optionLabel(em, 'case-types', opened.type)) ?? undefined;
  await recordCaseFact(em, 'cases.case.opened', opened, call, {
    attributes: {
      caseNumber: opened.label,
      channel,
      priority: opened.priority,
      ...(caseType === undefined ? {} : { caseType }),
    },
    personal: { subject: opened.subject, ...(text === undefined ? {} : { text: eventText(text) }) },
  });
  return { opened, message };
}

/** Characters of a text that an event carries; the case has the rest. */
const EVENT_TEXT = 20_000;

/** A text as an event carries it. */
export function eventText(text: string): string {
  return text.length <= EVENT_TEXT ? text : `${text.slice(0, EVENT_TEXT).replace(/[\ud800-\udbff]$/, '')}…`;
}
