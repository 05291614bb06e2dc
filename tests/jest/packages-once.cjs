// jest's runtime, except that a worker loads packages and the contracts once, and reads and compiles each of our files
// once: most of what a spec file took was loading the same three thousand files again. All of our code but the contracts
// is still evaluated anew for each spec file. Needs the environment one-realm.cjs.
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const vm = require('node:vm');
const Runtime = require('jest-runtime').default;

const CONTRACTS = join(__dirname, '..', '..', 'libs', 'contracts', 'src');

const isOurs = (name) => /^(?:[./]|@daybook\/)/.test(name);
const isJests = (name) => /^(?:@jest\/|expect$|node:)/.test(name);

/** What a worker keeps from one spec file to the next, by the file's path. */
const kept = {
  packages: new Map(),
  places: new Map(),
  code: new Map(),
  bodies: new Map(),
  contracts: new Map(),
};
const sourceMaps = new Map();

function remember(map, key, make) {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
}

module.exports = class PackagesOnceRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    const { watch, watchAll } = args.at(-1);
    if (watch || watchAll) for (const map of Object.values(kept)) map.clear();
    const { executor, transformCache } = this;
    const { transform } = transformCache;
    transformCache.sourceMaps = sourceMaps;
    transformCache.transform = (file, options) =>
      remember(kept.code, `${options?.isInternalModule === true} ${file}`, () =>
        transform.call(transformCache, file, options),
      );
    // In the realm of jest itself; with the usual loader for `import()`, which lets V8 reuse what it compiled.
    executor.compile = (source, filename) =>
      remember(kept.bodies, filename, () =>
        vm.compileFunction(source, executor.injectedModuleParameters, {
          filename,
          importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
        }),
      );
  }

  requireModuleOrMock(from, name) {
    if (isJests(name) || this._resolution.isCoreModule(name)) return super.requireModuleOrMock(from, name);
    if (!isOurs(name)) return loadPackage(from, name);
    if (this.hasMocks) return super.requireModuleOrMock(from, name);
    const file = remember(kept.places, `${dirname(from)} ${name}`, () =>
      this._resolution.resolveCjs(from, name),
    );
    if (!file.startsWith(CONTRACTS) || file.endsWith('.spec.ts')) return this.requireModule(file);
    return remember(kept.contracts, file, () => keepingItsClasses(() => this.requireModule(file)));
  }

  requireModule(from, name, options, isActual) {
    if (name === undefined && from.includes('/node_modules/') && options === undefined) return require(from);
    return super.requireModule(from, name, options, isActual);
  }

  setMock(from, name, ...rest) {
    if (!isOurs(name))
      throw new Error(`Packages are loaded once for all spec files: ${name} cannot be mocked`);
    this.hasMocks = true;
    super.setMock(from, name, ...rest);
  }

  /** The process's own `getBuiltinModule` is left alone. */
  installGetBuiltinModule() {}

  teardown() {
    super.teardown();
    // Entities and configurations are made anew for each spec file.
    loaded('@mikro-orm/core')?.MetadataStorage.clear();
    for (const store of classStores())
      for (const key of store.keys()) if (!contractClasses.has(key)) store.delete(key);
  }
};

function loadPackage(from, name) {
  const folder = dirname(from);
  return remember(kept.packages, `${folder} ${name}`, () => createRequire(from)(name));
}

const loaded = (name) => require.cache[require.resolve(name)]?.exports;

/** Where class-validator and class-transformer keep what decorators told them, by class. */
function classStores() {
  const stores = [
    globalThis.classValidatorMetadataStorage,
    loaded('class-transformer/cjs/storage')?.defaultMetadataStorage,
  ];
  return stores.flatMap((store) => Object.values(store ?? {}).filter((value) => value instanceof Map));
}

const contractClasses = new WeakSet();

function keepingItsClasses(load) {
  const before = new Set(classStores().flatMap((store) => [...store.keys()]));
  const result = load();
  for (const store of classStores())
    for (const key of store.keys()) if (!before.has(key)) contractClasses.add(key);
  return result;
}
