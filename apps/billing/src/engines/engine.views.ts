import type { BillingEngineView, EngineCredentialView } from '@daybook/contracts';
import { enginePermissions } from '@daybook/messaging';
import type { BillingEngine } from './billing-engine.entity';
import type { EngineCredential } from './engine-credential.entity';

/** An engine as it is shown. */
export function engineView({
  id,
  version,
  name,
  bills,
  retired,
  registeredAt,
  heardAt,
}: BillingEngine): BillingEngineView {
  return {
    id,
    version,
    name,
    bills,
    publishesOn: `intake.billing.${name}.>`,
    subscribesTo: [...enginePermissions(name).subscribe],
    consumer: name,
    retired,
    registeredAt: registeredAt.toISOString(),
    ...(heardAt === null ? {} : { heardAt: heardAt.toISOString() }),
  };
}

/** Credentials as they are shown at a moment. */
export function credentialView(credential: EngineCredential, now: Date): EngineCredentialView {
  const { id, userKey, reason, issuedAt, issuedBy, expiresAt, revokedAt, revokedBy, refusedSince } =
    credential;
  return {
    id,
    userKey,
    state: credential.stateAt(now),
    ...(reason === null ? {} : { reason }),
    issuedAt: issuedAt.toISOString(),
    issuedBy,
    ...(expiresAt === null ? {} : { expiresAt: expiresAt.toISOString() }),
    ...(revokedAt === null ? {} : { revokedAt: revokedAt.toISOString() }),
    ...(revokedBy === null ? {} : { revokedBy }),
    ...(refusedSince === null ? {} : { refusedSince: refusedSince.toISOString() }),
  };
}
