/** A call that a service will not carry out. It crosses to the window as a code and a sentence. */
export class CallRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'CallRefusal';
    this.code = code;
  }
}
