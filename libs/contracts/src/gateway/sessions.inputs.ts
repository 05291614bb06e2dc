import { IsString, Length } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/**
 * Signs in. Failures are counted for each user and address.
 * Errors: `gateway.sign_in_refused` (which never says whether the user exists), `gateway.too_many_sign_ins`.
 */
export class SignInInput {
  @IsString()
  @Length(1, 100)
  username!: string;

  @JSONSchema({ format: 'password' })
  @IsString()
  @Length(1, 200)
  password!: string;
}

/** Concerns the session whose token is presented. */
export class CurrentSessionInput {}
