import { Controller } from '@nestjs/common';
import {
  ChangePassword,
  RenewSession,
  SignIn,
  SignOut,
  SignOutEverywhere,
  type Call,
  type ChangePasswordInput,
  type CurrentSessionInput,
  type SessionView,
  type SignInInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { SessionsService } from './sessions.service';

@Controller()
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Handles(SignIn)
  signIn(input: SignInInput, call: Call): Promise<SessionView> {
    return this.sessions.signIn(input, call);
  }

  @Handles(RenewSession)
  renew(_: CurrentSessionInput, call: Call): Promise<SessionView> {
    return this.sessions.renew(call);
  }

  @Handles(SignOut)
  signOut(_: CurrentSessionInput, call: Call): Promise<void> {
    return this.sessions.signOut(call);
  }

  @Handles(SignOutEverywhere)
  signOutEverywhere(_: CurrentSessionInput, call: Call): Promise<void> {
    return this.sessions.signOutEverywhere(call);
  }

  @Handles(ChangePassword)
  changePassword(input: ChangePasswordInput, call: Call): Promise<void> {
    return this.sessions.changePassword(input, call);
  }
}
