import { Type } from 'class-transformer';
import { IsRFC3339, IsString, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { UserView } from './users.views';

/** A session: its token goes into `Authorization: Bearer …`. */
export class SessionView {
  @IsString()
  token!: string;

  @JSONSchema({ description: 'Until when the token is good; renew it before' })
  @IsRFC3339()
  expiresAt!: string;

  @JSONSchema({ description: 'Until when the session can be renewed; then one signs in again' })
  @IsRFC3339()
  sessionEndsAt!: string;

  @ValidateNested()
  @Type(() => UserView)
  user!: UserView;
}
