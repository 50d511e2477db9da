import { Button } from '../../ui/button.tsx';
import { FormIcon } from './form-icon.tsx';
import { formWords } from './form-words.ts';

/** The buttons of a member of a list. Those that cannot be used keep their place. */
export function MemberTools({
  title,
  index,
  count,
  canRemove,
  canCopy,
  onMove,
  onCopy,
  onRemove,
}: {
  readonly title: string;
  readonly index: number;
  readonly count: number;
  readonly canRemove: boolean;
  readonly canCopy: boolean;
  readonly onMove: (to: number) => void;
  readonly onCopy: (() => void) | null;
  readonly onRemove: () => void;
}) {
  return (
    <div className="form-tools">
      {(['up', 'down'] as const).map((tool) => (
        <Button
          key={tool}
          kind="plain"
          data-tool={tool}
          aria-label={formWords(`list.${tool}`, { title })}
          title={formWords(`list.${tool}`, { title })}
          unavailable={tool === 'up' ? index === 0 : index === count - 1}
          onClick={() => onMove(tool === 'up' ? index - 1 : index + 1)}
        >
          <FormIcon name={tool} />
        </Button>
      ))}
      {onCopy !== null && (
        <Button
          kind="plain"
          aria-label={formWords('list.copy', { title })}
          title={formWords('list.copy', { title })}
          unavailable={!canCopy}
          onClick={onCopy}
        >
          <FormIcon name="copy" />
        </Button>
      )}
      <Button
        kind="plain"
        aria-label={formWords('list.remove', { title })}
        title={formWords('list.remove', { title })}
        unavailable={!canRemove}
        onClick={onRemove}
      >
        <FormIcon name="remove" />
      </Button>
    </div>
  );
}
