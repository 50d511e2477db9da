import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { StoredPin } from './stored-settings.ts';

const hashBytes = 32;

export async function hashPin(pin: string, salt = randomBytes(16)): Promise<StoredPin> {
  const hash = await derive(pin, salt);
  return { salt: salt.toString('base64'), hash: hash.toString('base64') };
}

async function pinFits(pin: string, stored: StoredPin): Promise<boolean> {
  const expected = Buffer.from(stored.hash, 'base64');
  const given = await derive(pin, Buffer.from(stored.salt, 'base64'));
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function derive(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, hashBytes, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

const triesBeforePause = 5;
const pauseMilliseconds = 30_000;

/** Lets out of the participant's window with the right PIN; after five wrong ones it pauses. */
export class PinGate {
  readonly #storedPin: () => StoredPin | null;
  readonly #monotonic: () => number;
  #wrongTries = 0;
  #closedUntil = 0;

  constructor(storedPin: () => StoredPin | null, monotonic: () => number) {
    this.#storedPin = storedPin;
    this.#monotonic = monotonic;
  }

  /** True for the right PIN, and for any as long as none was set: nobody is to be locked in. */
  async opens(pin: string): Promise<boolean> {
    const stored = this.#storedPin();
    if (stored === null) return true;
    const wait = this.#closedUntil - this.#monotonic();
    if (wait > 0) {
      throw new CallRefusal('too-many-tries', message('pin.too-many-tries', { seconds: Math.ceil(wait / 1000) }));
    }
    // Counted before the hash is computed, so that tries sent all at once count too.
    this.#wrongTries += 1;
    if (this.#wrongTries >= triesBeforePause) {
      this.#wrongTries = 0;
      this.#closedUntil = this.#monotonic() + pauseMilliseconds;
    }
    if (!(await pinFits(pin, stored))) return false;
    this.#wrongTries = 0;
    this.#closedUntil = 0;
    return true;
  }
}
