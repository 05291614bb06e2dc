import { Controller } from '@nestjs/common';
import {
  ChangeUser,
  type ChangeUserInput,
  CreateUser,
  type CreateUserInput,
  ListUsers,
  type ListUsersInput,
  ReadMe,
  ReadUser,
  ResetPassword,
  SignUserOut,
  type CurrentSessionInput,
  type MeView,
  type Page,
  type ResetPasswordInput,
  type UserInput,
  type UserView,
} from '@daybook/contracts';
import { HandlesHere, type LocalCall } from '../calls/handles-here';
import { UsersQueries } from './users.queries';
import { UsersService } from './users.service';

@Controller()
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly queries: UsersQueries,
  ) {}

  @HandlesHere(CreateUser)
  create(input: CreateUserInput, call: LocalCall): Promise<UserView> {
    return this.users.create(input, call);
  }

  @HandlesHere(ListUsers)
  list(input: ListUsersInput): Promise<Page<UserView>> {
    return this.queries.list(input);
  }

  @HandlesHere(ReadUser)
  read(input: UserInput): Promise<UserView> {
    return this.queries.read(input.id);
  }

  @HandlesHere(ChangeUser)
  change(input: ChangeUserInput, call: LocalCall): Promise<UserView> {
    return this.users.change(input, call);
  }

  @HandlesHere(ResetPassword)
  resetPassword(input: ResetPasswordInput, call: LocalCall): Promise<void> {
    return this.users.resetPassword(input, call);
  }

  @HandlesHere(SignUserOut)
  signOut(input: UserInput, call: LocalCall): Promise<void> {
    return this.users.signOut(input, call);
  }

  @HandlesHere(ReadMe)
  readMe(_: CurrentSessionInput, call: LocalCall): Promise<MeView> {
    return this.users.readMe(call);
  }
}
