/** The words on the screens, from the catalogue the app itself reads: a test follows when a word changes. */
export { message as words } from '../../../renderer/ui/messages.ts';
