export * from './catalog';
export * from './define';
export * from './entries';
export * from './event';
export * from './message';
export * from './report-actions';
export * from './attributes';
