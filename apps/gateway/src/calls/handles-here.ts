import type { Type } from '@nestjs/common';
import type { Call, Operation } from '@daybook/contracts';

/** A call that the gateway answers itself: it also knows where the request came from. */
export interface LocalCall extends Call {
  /** The client's address. */
  address: string;
  /** The session whose token was presented; null for keys and for nobody. */
  sessionId: string | null;
}

/** The method that answers an operation. */
export interface LocalHandler {
  controller: Type<object>;
  method: string | symbol;
}

const handlers = new Map<string, LocalHandler>();

/**
 * Binds a controller's method to one of the gateway's own operations. What `@Handles` is on the bus, this is inside
 * the process: caller, matrix and input have been checked before.
 */
export function HandlesHere<I extends object, O extends object>(operation: Operation<I, O>) {
  return <T extends (input: I, call: LocalCall) => Promise<O | void>>(
    target: object,
    method: string | symbol,
    _descriptor: TypedPropertyDescriptor<T>,
  ): void => {
    if (handlers.has(operation.name)) throw new Error(`Two methods handle ${operation.name}`);
    handlers.set(operation.name, { controller: target.constructor as Type<object>, method });
  };
}

/** The method that answers an operation, if there is one. */
export function localHandlerOf(name: string): LocalHandler | undefined {
  return handlers.get(name);
}
