/** The translations register themselves; they have no types of their own. */
declare module 'survey-core/i18n/*';
