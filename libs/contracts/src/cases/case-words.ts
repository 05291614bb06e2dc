/** States of a case. */
export const caseStatuses = ['open', 'pending', 'resolved', 'closed'] as const;
/** A state of a case. */
export type CaseStatus = (typeof caseStatuses)[number];

/** Named views of the list of cases: what is not resolved or closed, and of that what nobody has, the caller has, is urgent, is due soon, missed a target. */
export const caseViews = [
  'unresolved',
  'unassigned',
  'mine',
  'urgent',
  'target_warning',
  'target_missed',
] as const;
/** A named view. */
export type CaseViewName = (typeof caseViews)[number];

/** Urgency of a case, least first. */
export const casePriorities = ['low', 'normal', 'high', 'urgent'] as const;
/** A priority of a case. */
export type CasePriority = (typeof casePriorities)[number];

/**
 * What a message of a case is: what the case was opened with, a public reply, the customer's answer, an internal note,
 * and what somebody's machine sent by itself.
 */
export const caseMessageKinds = ['opening', 'reply', 'answer', 'note', 'automatic'] as const;
/** A kind of message. */
export type CaseMessageKind = (typeof caseMessageKinds)[number];

/** How the e-mail of a reply fared. */
export const replyDeliveries = ['queued', 'sent', 'bounced', 'not_sent'] as const;
/** A state of a reply's delivery. */
export type ReplyDeliveryStatus = (typeof replyDeliveries)[number];

/** How one case of a call about many fared: it was done; it was so already; it was refused. */
export const caseOutcomes = ['done', 'unchanged', 'refused'] as const;
/** An outcome of one case of many. */
export type CaseOutcome = (typeof caseOutcomes)[number];

/** Who began a conversation: the other side, or we. */
export const conversationDirections = ['inbound', 'outbound'] as const;
/** A direction of a conversation. */
export type ConversationDirection = (typeof conversationDirections)[number];

/** States of a service record. */
export const serviceRecordStatuses = ['started', 'ended'] as const;
/** A state of a service record. */
export type ServiceRecordStatus = (typeof serviceRecordStatuses)[number];

/** The lists of options that administrators keep. */
export const optionLists = [
  'service-results',
  'service-reasons',
  'case-types',
  'channels',
  'channel-categories',
] as const;
/** The name of an option list. */
export type OptionListName = (typeof optionLists)[number];
