import { useEffect, useRef, type RefObject } from 'react';

/** Ways in which text gets into a box without being written. */
const notWritten: ReadonlySet<string> = new Set(['insertFromPaste', 'insertFromPasteAsQuotation', 'insertFromDrop', 'insertFromYank']);

/**
 * Keeps text from being pasted or dropped into a box, by whatever key, menu or mouse button.
 * @param onRefused says why nothing happened
 */
export function useNoPasting(input: RefObject<HTMLTextAreaElement | null>, forbidden: boolean, onRefused: () => void): void {
  const refused = useRef(onRefused);
  useEffect(() => {
    refused.current = onRefused;
  });
  useEffect(() => {
    const element = input.current;
    if (element === null || !forbidden) return undefined;
    const refuse = (event: Event) => {
      event.preventDefault();
      refused.current();
    };
    const check = (event: InputEvent) => {
      if (notWritten.has(event.inputType)) refuse(event);
    };
    element.addEventListener('beforeinput', check);
    // A drop from another window is refused before it becomes input; here it gets its explanation.
    element.addEventListener('drop', refuse);
    return () => {
      element.removeEventListener('beforeinput', check);
      element.removeEventListener('drop', refuse);
    };
  });
}
