export * from './plugin-setting';
export * from './plugins';
