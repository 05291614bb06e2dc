import { decode, fromSeed, type KeyPair, type Operator } from '@nats-io/jwt';

/** The key pair that a seed belongs to. */
export function keyOf(seed: string): KeyPair {
  return fromSeed(new TextEncoder().encode(seed.trim()));
}

/** The public key that a seed belongs to. */
export function publicKeyOf(seed: string): string {
  return keyOf(seed).getPublicKey();
}

/** Whether accounts signed with this operator's seed are trusted by a server that trusts these operators (JWTs). */
export function isSignedInTrust(operatorSeed: string, operatorJwts: readonly string[]): boolean {
  const signer = publicKeyOf(operatorSeed);
  return operatorJwts.some((jwt) => {
    const { sub, nats } = decode<Operator>(jwt);
    return sub === signer || (nats.signing_keys ?? []).includes(signer);
  });
}
