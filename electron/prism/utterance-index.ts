import { closeSync, openSync, readSync } from 'node:fs';
import type { JsonObject } from '../../shared/prism/json-values.ts';
import { type Utterance, utteranceOfRow } from '../../shared/prism/read-utterance.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { hasByteOrderMark, type Line } from './lines.ts';
import { type PrismFile, unreadable } from './prism-folder.ts';

type Place = Pick<Line, 'number' | 'offset' | 'bytes'>;

export interface PlacedUtterance extends Utterance {
  readonly line: number;
}

/**
 * Where the utterances of each conversation stand in their file. Their words stay there until their
 * conversation is read, in whatever order the two files are, so that neither is ever whole in memory.
 */
export class UtteranceIndex {
  readonly #file: PrismFile;
  readonly #descriptor: number;
  readonly #places = new Map<string, Place[]>();

  constructor(file: PrismFile) {
    this.#file = file;
    try {
      this.#descriptor = openSync(file.path, 'r');
    } catch (error) {
      throw unreadable(file.path, error);
    }
  }

  add(conversationId: string, { number, offset, bytes }: Place): void {
    const place = { number, offset, bytes };
    const places = this.#places.get(conversationId);
    if (places === undefined) this.#places.set(conversationId, [place]);
    else places.push(place);
  }

  /** Reads the utterances of a conversation once; afterwards they are no longer among those that remain. */
  take(conversationId: string): readonly PlacedUtterance[] {
    const places = this.#places.get(conversationId) ?? [];
    this.#places.delete(conversationId);
    return places.map((place) => this.#read(conversationId, place));
  }

  /** Conversations nobody has taken, in order of their first utterance. */
  remaining(): readonly string[] {
    return [...this.#places.keys()];
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #read(conversationId: string, { number, offset, bytes }: Place): PlacedUtterance {
    const buffer = Buffer.allocUnsafe(bytes);
    const read = this.#readInto(buffer, offset);
    const row = read === bytes ? rowOf(buffer) : null;
    if (row?.['conversation_id'] !== conversationId) {
      throw new CallRefusal('prism-changed', message('prism.changed', { file: this.#file.path }));
    }
    return { ...utteranceOfRow(row), line: number };
  }

  #readInto(buffer: Buffer, offset: number): number {
    try {
      return readSync(this.#descriptor, buffer, 0, buffer.length, offset);
    } catch (error) {
      throw unreadable(this.#file.path, error);
    }
  }
}

function rowOf(bytes: Buffer): JsonObject | null {
  try {
    return JSON.parse(bytes.toString('utf8', hasByteOrderMark(bytes) ? 3 : 0)) as JsonObject;
  } catch {
    return null;
  }
}
