import { Flag, Line, Password } from '../fields';

/**
 * Signs in. Failures are counted for each user and address.
 * Errors: `gateway.sign_in_refused` (which never says whether the user exists), `gateway.too_many_sign_ins`.
 */
export class SignInInput {
  @Line({ min: 1, max: 100 })
  username!: string;

  @Password({ min: 1, max: 200 })
  password!: string;

  @Flag(
    'true for a page of this address: the token comes in a cookie that no script can read, and not in the answer',
    { optional: true },
  )
  cookie?: boolean;
}

/** Concerns the session whose token is presented. */
export class CurrentSessionInput {}
