import type { ModeratorApi } from '../../shared/contract/moderator.ts';

/** What the preload gives to this window. The participant's window has another object of that name. */
export const api: ModeratorApi = (window as unknown as { readonly visavis: ModeratorApi }).visavis;
