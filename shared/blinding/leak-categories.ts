/** What can give an arm away. Apart from the search, which compiles its phrases when it is loaded. */
export const leakCategories = ['name', 'self-introduction', 'system-prompt', 'refusal', 'profile', 'reasoning'] as const;
export type LeakCategory = (typeof leakCategories)[number];
