import type { ActorType, CaseMessageKind, CaseMessageView, CaseView } from '@daybook/contracts';
import type { Case } from './case.entity';

/** A case's state as SQL reads it, or as the entity and its customer's name have it. */
export type CaseState = Omit<CaseView, 'number' | 'customer' | 'responsible' | 'createdAt' | 'modifiedAt'> & {
  number: number;
  customerId: string;
  customerName: string | null;
  responsibleId: string | null;
  responsibleName: string | null;
  createdAt: Date | string;
  modifiedAt: Date | string;
};

/** What callers see of a case. */
export function toCaseView(state: CaseState): CaseView {
  return {
    id: state.id,
    version: state.version,
    number: `C-${state.number}`,
    status: state.status,
    subject: state.subject,
    channel: state.channel,
    customer: { id: state.customerId, ...(state.customerName === null ? {} : { name: state.customerName }) },
    ...(state.responsibleId === null
      ? {}
      : {
          responsible: {
            id: state.responsibleId,
            ...(state.responsibleName === null ? {} : { username: state.responsibleName }),
          },
        }),
    priority: state.priority,
    type: state.type,
    tags: state.tags,
    ccs: state.ccs,
    createdAt: new Date(state.createdAt).toISOString(),
    modifiedAt: new Date(state.modifiedAt).toISOString(),
  };
}

/** What callers see of a case that has just been changed. */
export function viewOf(subject: Case, customerName: string | null): CaseView {
  return toCaseView(Object.assign(Object.create(subject) as Case, { customerName }));
}

/** The columns of a case `c` and its customer `p`, named as the state names them. */
export const caseColumns = `c.id, c.version, c.number, c.status, c.subject, c.channel, c.priority, c.type, c.tags, c.ccs,
  c.customer_id as "customerId", p.name as "customerName",
  c.responsible_id as "responsibleId", c.responsible_name as "responsibleName",
  c.created_at as "createdAt", c.modified_at as "modifiedAt"`;

/** A message's state, as the entity has it or as SQL reads it. */
export interface MessageState {
  id: string;
  kind: CaseMessageKind;
  text: string;
  ccs: string[];
  authorType: ActorType;
  authorId: string | null;
  authorName: string;
  createdAt: Date | string;
}

/** What callers see of a message. */
export function toMessageView(message: MessageState): CaseMessageView {
  return {
    id: message.id,
    kind: message.kind,
    text: message.text,
    author: { type: message.authorType, id: message.authorId, username: message.authorName },
    ccs: message.ccs,
    createdAt: new Date(message.createdAt).toISOString(),
  };
}

/** The columns of a message, named as the state names them. */
export const messageColumns = `id, kind, text, ccs, author_type as "authorType", author_id as "authorId",
  author_name as "authorName", created_at as "createdAt"`;
