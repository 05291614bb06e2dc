import { defineOperation } from '../operation';
import { listOf } from '../paging';
import { CaseIdInput } from './cases.inputs';
import { CasePresenceView, KeepPresenceInput } from './presence';

/** Says that somebody looks at a case, or types in it, and reads who else does. */
export const KeepPresence = defineOperation({
  name: 'cases.presence.keep',
  http: 'PUT /cases/{id}/presence',
  summary: 'Say that you look at a case or type in it',
  description:
    'Holds for 30 seconds, typing for ten; to be said again until then. Answers who is at the case. It is no activity, and is kept nowhere once it is over.',
  input: KeepPresenceInput,
  output: listOf(CasePresenceView),
  access: 'cases.view',
  idempotency: 'none',
  errors: ['cases.not_found', 'cases.taker_not_a_user'],
});

/** Follows who looks at a case and who types in it. */
export const FollowPresence = defineOperation({
  name: 'cases.presence.live',
  http: 'GET /cases/{id}/presence/live',
  summary: 'Follow who is at a case',
  description:
    'Server-sent events. Event `presence`, whenever that changes: `{present: [{id, username, typing}]}`. Whoever follows is at the case. Comments are heartbeats. The stream ends after ten minutes at most and is to be opened again.',
  input: CaseIdInput,
  output: null,
  access: 'cases.view',
  transport: 'stream',
  streams: ['text/event-stream'],
  errors: ['cases.not_found', 'cases.taker_not_a_user', 'cases.too_many_followers'],
});
