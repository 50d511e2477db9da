/** The reading of a folder was cancelled; nothing of it is left. */
export class PrismCancelled extends Error {
  constructor() {
    super('The reading of the PRISM files was cancelled.');
    this.name = 'PrismCancelled';
  }
}
