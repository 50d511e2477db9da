import { useState } from 'react';
import { TextField, type Option } from '../ui/field.tsx';
import { message } from '../ui/messages.ts';

/** From so many entries on, a list can be searched. */
const longList = 12;

/** Any of a list, which scrolls when it is long and can then be searched. */
export function CheckList({
  label,
  options,
  chosen,
  problem = null,
  onTick,
}: {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly problem?: string | null;
  readonly onTick: (value: string, on: boolean) => void;
}) {
  const [wanted, setWanted] = useState('');
  const needle = wanted.trim().toLowerCase();
  const shown = needle === '' ? options : options.filter((option) => option.label.toLowerCase().includes(needle));
  return (
    <fieldset className="field data-checks">
      <legend className="field-label">{label}</legend>
      {options.length > longList && (
        <TextField label={message('data.list.search')} hideLabel placeholder={message('data.list.search')} value={wanted} onChange={(event) => setWanted(event.target.value)} />
      )}
      <div className="data-checks-list">
        {shown.map((option) => (
          <label className="check" key={option.value}>
            <input type="checkbox" checked={chosen.includes(option.value)} onChange={(event) => onTick(option.value, event.target.checked)} />
            <span>{option.label}</span>
          </label>
        ))}
        {shown.length === 0 && <p className="quiet">{message('data.list.none')}</p>}
      </div>
      {options.length > longList && <p className="field-help">{message('data.list.chosen', { chosen: chosen.length, all: options.length })}</p>}
      {problem !== null && <p className="field-problem">{problem}</p>}
    </fieldset>
  );
}
