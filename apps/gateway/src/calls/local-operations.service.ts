import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { operations, type AnyOperation } from '@daybook/contracts';
import { localHandlerOf, type LocalCall } from './handles-here';

type Method = (input: object, call: LocalCall) => Promise<object | void>;

/** Runs the gateway's own operations in its process: signing in works whether or not the bus does. */
@Injectable()
export class LocalOperationsService implements OnModuleInit {
  private readonly methods = new Map<string, Method>();

  constructor(private readonly modules: ModuleRef) {}

  /** @throws Error naming the operations of the gateway that no method handles */
  onModuleInit(): void {
    const own = operations.filter(({ service }) => service === 'gateway');
    for (const { name } of own) {
      const handler = localHandlerOf(name);
      if (handler === undefined) continue;
      const controller = this.modules.get<Record<string | symbol, Method>>(handler.controller, {
        strict: false,
      });
      const method = controller[handler.method];
      this.methods.set(name, method.bind(controller));
    }
    const missing = own.filter(({ name }) => !this.methods.has(name));
    if (missing.length > 0) throw new Error(`Nothing handles ${missing.map(({ name }) => name).join(', ')}`);
  }

  /** Runs one. Its input is validated already. */
  async run(operation: AnyOperation, input: object, call: LocalCall): Promise<object | null> {
    const method = this.methods.get(operation.name);
    if (method === undefined) throw new Error(`Nothing handles ${operation.name}`);
    return (await method(input, call)) ?? null;
  }
}
