export * from './breakdown.views';
export * from './completeness.views';
export * from './filters.views';
export * from './operations';
export * from './report.inputs';
export * from './report.views';
export * from './timeline.inputs';
export * from './timeline.views';
