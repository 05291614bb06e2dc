import type { CaseMessageView, CaseView, Complete } from '@daybook/contracts';
import { clock, type StateOf } from '@daybook/persistence';
import type { Attachment } from '../attachments/attachment.entity';
import { toAttachmentView } from '../attachments/attachment.views';
import { toPromisesView } from '../schemes/promised-targets';
import type { CaseMessage } from './case-message.entity';
import type { Case } from './case.entity';

/** A case's state as SQL reads it, or as the entity and its customer's name have it. */
export type CaseState = Omit<StateOf<Case>, 'label' | 'rules' | 'isDone'> & { customerName: string | null };

/** What callers see of a case. */
export function toCaseView(state: CaseState): CaseView {
  return {
    id: state.id,
    version: state.version,
    number: `C-${state.number}`,
    status: state.status,
    subject: state.subject,
    channel: state.channel,
    customer: { id: state.customerId, name: state.customerName ?? undefined },
    responsible:
      state.responsibleId === null
        ? undefined
        : { id: state.responsibleId, username: state.responsibleName ?? undefined },
    priority: state.priority,
    type: state.type,
    tags: state.tags,
    ccs: state.ccs,
    targets: state.targets === null ? undefined : toPromisesView(state.targets, clock.now()),
    statusReason: state.statusReason ?? undefined,
    mergedInto: state.mergedInto ?? undefined,
    createdAt: new Date(state.createdAt).toISOString(),
    modifiedAt: new Date(state.modifiedAt).toISOString(),
  } satisfies Complete<CaseView>;
}

/** What callers see of a case that has just been changed. */
export function viewOf(subject: Case, customerName: string | null): CaseView {
  return toCaseView(Object.assign(Object.create(subject) as Case, { customerName }));
}

/** What callers see of a message. */
export function toMessageView(
  message: StateOf<CaseMessage>,
  attachments: readonly StateOf<Attachment>[] = [],
): CaseMessageView {
  return {
    id: message.id,
    kind: message.kind,
    text: message.text,
    author: { type: message.authorType, id: message.authorId, username: message.authorName },
    ccs: message.ccs,
    from: message.fromAddress ?? undefined,
    quoted: message.quoted ?? undefined,
    html: message.html ?? undefined,
    attachments: attachments.map(toAttachmentView),
    delivery: message.delivery ?? undefined,
    createdAt: new Date(message.createdAt).toISOString(),
  } satisfies Complete<CaseMessageView>;
}
