export * from './agent-measures';
export * from './breakdowns';
export * from './define';
export * from './filter-query';
export * from './filters';
export * from './presets';
