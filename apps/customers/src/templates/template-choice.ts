import type { EntityManager } from '@mikro-orm/postgresql';
import type { MessageChannel, MessageKind } from '@daybook/contracts';
import { MessageTemplate } from './message-template.entity';

/** The language that everybody gets who has none of their own, or one without a template. */
const DEFAULT_LANGUAGE = 'en';

/** What is written from which template. */
export interface Wanted {
  kind: MessageKind;
  channel: MessageChannel;
  /** The customer's; null when not known. */
  language: string | null;
}

/** The active template in the customer's language, else of its first part, else the English one; null where none is. */
export async function chooseTemplate(em: EntityManager, wanted: Wanted): Promise<MessageTemplate | null> {
  const { kind, channel, language } = wanted;
  const own = language?.toLowerCase() ?? DEFAULT_LANGUAGE;
  const order = [own, own.split('-')[0] ?? own, DEFAULT_LANGUAGE];
  const found = await em.find(MessageTemplate, { kind, channel, active: true, language: { $in: order } });
  return found.sort((a, b) => order.indexOf(a.language) - order.indexOf(b.language))[0] ?? null;
}
