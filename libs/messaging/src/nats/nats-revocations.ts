import {
  decode,
  encodeAccount,
  fromSeed,
  type Account,
  type Operator,
  type RevocationList,
} from '@nats-io/jwt';

/** A user's key is made for one credentials file and never again, so it is revoked whenever it was issued. */
const WHENEVER_ISSUED = Date.UTC(2100, 0, 1) / 1_000;

/**
 * An account's JWT with more users revoked, signed anew; all else in it stays as it was. Null when it revokes all
 * of them already.
 *
 * @param accountJwt the account's JWT as the server has it now
 * @param userKeys public keys (`U…`) of the users to be refused from now on
 * @param operatorSeed seed (`SO…`) of the operator, or of a signing key of it
 * @throws when the JWT is not an account's, or the seed not an operator's
 */
export async function withRevocations(
  accountJwt: string,
  userKeys: readonly string[],
  operatorSeed: string,
): Promise<string | null> {
  const claims = decode<Account>(accountJwt);
  const known: RevocationList = claims.nats.revocations ?? {};
  const missing = userKeys.filter((key) => (known[key] ?? 0) < WHENEVER_ISSUED);
  if (missing.length === 0) return null;
  const signer = fromSeed(new TextEncoder().encode(operatorSeed.trim()));
  if (!signer.getPublicKey().startsWith('O'))
    throw new Error('Accounts are signed with an operator’s seed (SO…)');
  const revocations = { ...known, ...Object.fromEntries(missing.map((key) => [key, WHENEVER_ISSUED])) };
  return encodeAccount(claims.name, claims.sub, { ...claims.nats, revocations }, { signer });
}

/** Whether accounts signed with this operator's seed are trusted by a server that trusts these operators (JWTs). */
export function isSignedInTrust(operatorSeed: string, operatorJwts: readonly string[]): boolean {
  const signer = publicKeyOf(operatorSeed);
  return operatorJwts.some((jwt) => {
    const { sub, nats } = decode<Operator>(jwt);
    return sub === signer || (nats.signing_keys ?? []).includes(signer);
  });
}

/** The public key that a seed belongs to. */
export function publicKeyOf(seed: string): string {
  return fromSeed(new TextEncoder().encode(seed.trim())).getPublicKey();
}
