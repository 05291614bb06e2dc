import { Catch, UseFilters, type RpcExceptionFilter } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import type { AnyOperation, Call, Operation } from '@daybook/contracts';

/** What Nest keeps with a method that handles an operation. */
export interface HandledOperation {
  operation: AnyOperation;
}

@Catch()
class PassOnFilter implements RpcExceptionFilter<unknown> {
  /** Nest would blur the error; whoever dispatched the request turns it into its coded reply. */
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

type Handler<I, O> = (input: I, call: Call) => Promise<O>;

/**
 * Binds a controller's method to an operation. The method gets the validated input and the call; who may call, the
 * shape of the input and the deadline have been checked before.
 */
export function Handles<I extends object, O extends object>(operation: Operation<I, O>) {
  const extras: HandledOperation = { operation };
  return <T extends Handler<I, O | void>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<T>,
  ): void => {
    MessagePattern(operation.subject, extras)(target, key, descriptor as PropertyDescriptor);
    UseFilters(PassOnFilter)(target, key, descriptor as PropertyDescriptor);
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
  };
}
