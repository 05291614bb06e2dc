/** What most calls of the Customer Service Report are written down with. */
export const report = { tag: 'customer service report', access: 'report.view' } as const;
