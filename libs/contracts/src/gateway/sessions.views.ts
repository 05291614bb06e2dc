import { UserView } from './users.views';
import { Moment, Part, Text } from '../fields';

/** A session: its token goes into `Authorization: Bearer …`, or lies in the page's cookie. */
export class SessionView {
  @Text('Absent where it lies in the cookie', { optional: true })
  token?: string;

  @Moment('Until when the token is good; renew it before')
  expiresAt!: string;

  @Moment('Until when the session can be renewed; then one signs in again')
  sessionEndsAt!: string;

  @Part(UserView)
  user!: UserView;
}
