export * from './define';
export * from './filter-query';
export * from './filters';
export * from './presets';
