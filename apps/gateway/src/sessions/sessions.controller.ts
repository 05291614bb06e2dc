import { Controller } from '@nestjs/common';
import {
  ChangePassword,
  RenewSession,
  SignIn,
  SignOut,
  SignOutEverywhere,
  type ChangePasswordInput,
  type CurrentSessionInput,
  type SessionView,
  type SignInInput,
} from '@daybook/contracts';
import { HandlesHere, type LocalCall } from '../calls/handles-here';
import { SessionsService } from './sessions.service';

@Controller()
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @HandlesHere(SignIn)
  signIn(input: SignInInput, call: LocalCall): Promise<SessionView> {
    return this.sessions.signIn(input, call);
  }

  @HandlesHere(RenewSession)
  renew(_: CurrentSessionInput, call: LocalCall): Promise<SessionView> {
    return this.sessions.renew(call);
  }

  @HandlesHere(SignOut)
  signOut(_: CurrentSessionInput, call: LocalCall): Promise<void> {
    return this.sessions.signOut(call);
  }

  @HandlesHere(SignOutEverywhere)
  signOutEverywhere(_: CurrentSessionInput, call: LocalCall): Promise<void> {
    return this.sessions.signOutEverywhere(call);
  }

  @HandlesHere(ChangePassword)
  changePassword(input: ChangePasswordInput, call: LocalCall): Promise<void> {
    return this.sessions.changePassword(input, call);
  }
}
