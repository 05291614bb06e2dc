import type operations from '../../locales/en/operations.json';

export type WorkListName = keyof (typeof operations)['list'];

/** The pages of the operations in their order; the list of each is loaded with it. */
export const WORK_LISTS: readonly WorkListName[] = [
  'intake_rejections',
  'parked',
  'unexpected_facts',
  'webhook_rejections',
  'deliveries',
  'reconcile',
  'inbound_mails',
  'refund_queue',
  'failed_captures',
  'unanswered_consents',
  'dead_letters',
];

export const pathOf = (name: WorkListName): string => `/operations/${name.replaceAll('_', '-')}`;
