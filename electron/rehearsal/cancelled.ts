/** The rehearsal was cancelled; nothing of it is left. */
export class RehearsalCancelled extends Error {
  constructor() {
    super('The rehearsal was cancelled.');
    this.name = 'RehearsalCancelled';
  }
}
