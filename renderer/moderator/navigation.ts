import { create } from 'zustand';
import type { LiveView } from '../../shared/session/views.ts';

/** Where the moderator is. One place at a time; there is no history to get lost in. */
export type Place =
  | { readonly screen: 'home' }
  | { readonly screen: 'start'; readonly studyId: string; readonly participantCode?: string }
  | { readonly screen: 'progress'; readonly studyId: string }
  | { readonly screen: 'designs' }
  | { readonly screen: 'design'; readonly studyId: string }
  | { readonly screen: 'continue'; readonly sessionId: string }
  | { readonly screen: 'live' }
  /** `back` is where reading began, when that was not home. */
  | { readonly screen: 'transcript'; readonly sessionId: string; readonly back?: Place }
  | { readonly screen: 'people-home' }
  | { readonly screen: 'people'; readonly studyId: string }
  | { readonly screen: 'person'; readonly studyId: string; readonly participantCode: string }
  | { readonly screen: 'data' }
  | { readonly screen: 'settings' };

export interface ReceivedView {
  readonly view: LiveView;
  /** Page clock at the moment of arrival; elapsed times tick from there. */
  readonly receivedAt: number;
}

interface Navigation {
  readonly place: Place;
  readonly live: ReceivedView | null;
  readonly go: (place: Place) => void;
  readonly receive: (view: LiveView | null) => void;
}

export const useNavigation = create<Navigation>((set) => ({
  place: { screen: 'home' },
  live: null,
  go: (place) => set({ place }),
  receive: (view) =>
    set((state) => {
      if (view === null) {
        return { live: null, place: state.place.screen === 'live' ? { screen: 'home' } : state.place };
      }
      const shown = state.live?.view;
      // The answer to a call and the view pushed for it may arrive in either order.
      const isOlder = shown !== undefined && shown.sessionId === view.sessionId && shown.revision > view.revision;
      return isOlder ? {} : { live: { view, receivedAt: performance.now() } };
    }),
}));
