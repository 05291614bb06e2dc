// The environment of a spec file: the realm of jest itself instead of one more, so that packages that are loaded once
// (packages-once.cjs) and what a spec makes have the same Error, Array and Date. What a file leaves behind in it goes.
const { TestEnvironment } = require('jest-environment-node');

/** What packages find themselves by: Node's own fetch, and class-validator. */
const stays = (key) =>
  key === 'classValidatorMetadataStorage' ||
  (typeof key === 'symbol' && (key.description ?? '').startsWith('undici.'));

module.exports = class OneRealmEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.before = {
      keys: new Set(Reflect.ownKeys(globalThis)),
      console: globalThis.console,
      exit: process.exit,
      env: { ...process.env },
    };
    this.global = globalThis;
    this.moduleMocker = new this.moduleMocker.constructor(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = new this.fakeTimersModern.constructor({
      config: config.projectConfig,
      global: globalThis,
    });
  }

  async teardown() {
    await super.teardown();
    const { keys, console, exit, env } = this.before;
    for (const key of Reflect.ownKeys(globalThis))
      if (!keys.has(key) && !stays(key)) Reflect.deleteProperty(globalThis, key);
    globalThis.console = console;
    process.exit = exit;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    this.global = null;
  }
};
