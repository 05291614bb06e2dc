import { DeadLetterQuery, DeadLetterRef, DeadLetterView } from '../dead-letters';
import { defineOperation } from '../operation';
import { page } from '../paging';
import { ApiKeyInput, CreateApiKeyInput, ListApiKeysInput } from './api-keys.inputs';
import { ApiKeyView, CreatedApiKeyView } from './api-keys.views';
import { ListAuditInput } from './audit.inputs';
import { AuditView } from './audit.views';
import { BackupView, ListBackupsInput } from './backups';
import { CurrentSessionInput, SignInInput } from './sessions.inputs';
import { SessionView } from './sessions.views';
import {
  ChangePasswordInput,
  ChangeUserInput,
  CreateUserInput,
  ListUsersInput,
  ResetPasswordInput,
  UserInput,
} from './users.inputs';
import { MeView, UserView } from './users.views';

// What holds a token, a key or a password is never kept for a repeat: `idempotency: 'none'`.

export const SignIn = defineOperation({
  name: 'gateway.sessions.create',
  http: 'POST /sessions',
  status: 201,
  summary: 'Sign in',
  description:
    'Answers a token for `Authorization: Bearer …`. It is short-lived: renew it before it expires. ' +
    'Failed attempts are counted for each user and address, and refused with 429 after too many. ' +
    'A page of this address asks for a `cookie`: `HttpOnly`, `SameSite=Strict`, used by requests of the same origin ' +
    'only (`Sec-Fetch-Site` and `Origin` are checked), renewed by its use.',
  input: SignInInput,
  output: SessionView,
  access: 'public',
  idempotency: 'none',
  errors: ['gateway.sign_in_refused', 'gateway.too_many_sign_ins', 'request.cross_site'],
});

export const RenewSession = defineOperation({
  name: 'gateway.sessions.renew',
  http: 'POST /sessions/current/renew',
  summary: 'Renew the token of the session',
  description:
    'The session itself ends 12 hours after signing in, however often it is renewed. Asked by cookie, it renews the cookie.',
  input: CurrentSessionInput,
  output: SessionView,
  access: 'self',
  idempotency: 'none',
  errors: ['gateway.session_required', 'gateway.session_ended'],
});

export const SignOut = defineOperation({
  name: 'gateway.sessions.end',
  http: 'DELETE /sessions/current',
  summary: 'Sign out',
  input: CurrentSessionInput,
  output: null,
  access: 'self',
  idempotency: 'none',
  errors: ['gateway.session_required'],
});

export const SignOutEverywhere = defineOperation({
  name: 'gateway.sessions.end_all',
  http: 'DELETE /me/sessions',
  summary: 'Sign out everywhere',
  description: 'Ends every session of the user who asks, this one too.',
  tag: 'sessions',
  input: CurrentSessionInput,
  output: null,
  access: 'self',
  idempotency: 'none',
  errors: ['gateway.session_required'],
});

export const ReadMe = defineOperation({
  name: 'gateway.me.read',
  http: 'GET /me',
  summary: 'Tell who is calling and what they may do',
  tag: 'sessions',
  input: CurrentSessionInput,
  output: MeView,
  access: 'self',
});

export const ChangePassword = defineOperation({
  name: 'gateway.me.change_password',
  http: 'PUT /me/password',
  summary: "Change one's own password",
  description: 'Ends all other sessions of the user. What is easy to guess is refused.',
  tag: 'sessions',
  input: ChangePasswordInput,
  output: null,
  access: 'self',
  idempotency: 'none',
  errors: [
    'gateway.session_required',
    'gateway.wrong_password',
    'gateway.password_too_weak',
    'gateway.too_many_sign_ins',
  ],
});

export const CreateUser = defineOperation({
  name: 'gateway.users.create',
  http: 'POST /users',
  status: 201,
  summary: 'Create a user',
  input: CreateUserInput,
  output: UserView,
  access: 'users.manage',
  idempotency: 'none',
  errors: ['gateway.username_taken', 'gateway.password_too_weak'],
});

export const ListUsers = defineOperation({
  name: 'gateway.users.list',
  http: 'GET /users',
  summary: 'List users and API Users',
  input: ListUsersInput,
  output: page(UserView),
  access: 'users.manage',
});

export const ReadUser = defineOperation({
  name: 'gateway.users.read',
  http: 'GET /users/{id}',
  summary: 'Read a user',
  input: UserInput,
  output: UserView,
  access: 'users.manage',
  errors: ['gateway.user_not_found'],
});

export const ChangeUser = defineOperation({
  name: 'gateway.users.change',
  http: 'PATCH /users/{id}',
  summary: 'Change a user, or deactivate them',
  input: ChangeUserInput,
  output: UserView,
  access: 'users.manage',
  ifMatch: 'accepted',
  errors: ['gateway.user_not_found', 'gateway.last_admin', 'gateway.api_user_level_fixed'],
});

export const ResetPassword = defineOperation({
  name: 'gateway.users.reset_password',
  http: 'PUT /users/{id}/password',
  summary: "Set a user's password",
  description: 'Ends all sessions of the user.',
  input: ResetPasswordInput,
  output: null,
  access: 'users.manage',
  idempotency: 'none',
  errors: ['gateway.user_not_found', 'gateway.user_has_no_password', 'gateway.password_too_weak'],
});

export const SignUserOut = defineOperation({
  name: 'gateway.users.end_sessions',
  http: 'DELETE /users/{id}/sessions',
  summary: 'Sign a user out everywhere',
  description:
    'Ends every session of the user, who may sign in again. API keys stay; they are revoked one by one.',
  input: UserInput,
  output: null,
  access: 'users.manage',
  idempotency: 'none',
  errors: ['gateway.user_not_found'],
});

export const CreateApiKey = defineOperation({
  name: 'gateway.api_keys.create',
  http: 'POST /api-keys',
  status: 201,
  summary: 'Create an API key',
  description: 'The key stands in this answer and nowhere else.',
  input: CreateApiKeyInput,
  output: CreatedApiKeyView,
  access: 'users.manage',
  idempotency: 'none',
  errors: ['gateway.username_taken'],
});

export const ListApiKeys = defineOperation({
  name: 'gateway.api_keys.list',
  http: 'GET /api-keys',
  summary: 'List API keys',
  input: ListApiKeysInput,
  output: page(ApiKeyView),
  access: 'users.manage',
});

export const RevokeApiKey = defineOperation({
  name: 'gateway.api_keys.revoke',
  http: 'DELETE /api-keys/{id}',
  summary: 'Revoke an API key',
  input: ApiKeyInput,
  output: null,
  access: 'users.manage',
  errors: ['gateway.api_key_not_found'],
});

export const ListAudit = defineOperation({
  name: 'gateway.audit.list',
  http: 'GET /audit',
  summary: 'Read the audit table: sign-ins, exports, report reads, changes of users, keys and administration',
  description:
    'Who changed what is administered (catalog, options, settings, engines, houses, templates) and who sent anew what had failed ' +
    'stands here as `administration_changed`, once it was done; where the answer of the service was lost, minutes later and with `outcome: unknown`.',
  input: ListAuditInput,
  output: page(AuditView),
  access: 'users.manage',
});

export const ListBackups = defineOperation({
  name: 'gateway.backups.list',
  http: 'GET /backups',
  summary: 'List the backups that were finished',
  description:
    'What `npm run backup` has made of these databases, newest first. One that was made in another way is not in it, nor whether the folder is there still.',
  input: ListBackupsInput,
  output: page(BackupView),
  access: 'operations.view',
});

export const ListDeadLetters = defineOperation({
  name: 'gateway.dead_letters.list',
  http: 'GET /dead-letters',
  summary: 'List what consumers could not apply',
  description:
    'Events that a service could not apply, of all services, newest first, with the reason. They count as missing in the report until they are applied.',
  input: DeadLetterQuery,
  output: page(DeadLetterView),
  access: 'operations.view',
  errors: ['gateway.service_unavailable'],
});

export const ReadDeadLetter = defineOperation({
  name: 'gateway.dead_letters.read',
  http: 'GET /dead-letters/{id}',
  summary: 'Read a dead letter',
  input: DeadLetterRef,
  output: DeadLetterView,
  access: 'operations.view',
  errors: ['dead_letter.not_found', 'gateway.service_unavailable'],
});

export const ReplayDeadLetter = defineOperation({
  name: 'gateway.dead_letters.replay',
  http: 'POST /dead-letters/{id}/replay',
  summary: 'Apply a dead letter again',
  description: 'Applying twice has no effect, so it needs no key.',
  input: DeadLetterRef,
  output: DeadLetterView,
  access: 'operations.change',
  idempotency: 'none',
  errors: ['dead_letter.not_found', 'dead_letter.still_failing', 'gateway.service_unavailable'],
});
