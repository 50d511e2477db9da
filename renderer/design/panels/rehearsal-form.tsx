import { useState, type SubmitEvent } from 'react';
import { problemsOfParameters, usualRehearsal, type RehearsalParameters } from '../../../shared/rehearsal/rehearsal.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { message } from '../../ui/messages.ts';
import { readRehearsal, textsOfRehearsal, type RehearsalField, type RehearsalTexts } from './rehearsal-texts.ts';

type PlainField = Exclude<keyof RehearsalTexts, 'worths'>;

const usualParticipants = 200;
const people = ['worthSpread', 'positionBias', 'lengthBias', 'tieRate', 'dropOut', 'noise'] as const satisfies readonly PlainField[];
const simulation = ['sampleSizes', 'runs'] as const satisfies readonly PlainField[];

/** What the researcher assumes about people and arms. Begins with what is usual. */
export function RehearsalForm({
  study,
  busy,
  onStart,
}: {
  readonly study: Study;
  readonly busy: boolean;
  readonly onStart: (parameters: RehearsalParameters) => void;
}) {
  const base = usualRehearsal(study, usualParticipants, study.allocation.seed);
  const [texts, setTexts] = useState(() => textsOfRehearsal(base));
  const [wrong, setWrong] = useState<readonly RehearsalField[]>([]);
  // Arms come and go while the study is written.
  const worths = Object.fromEntries(study.arms.map(({ id }) => [id, texts.worths[id] ?? '0']));

  const set = (field: PlainField, text: string): void => {
    setTexts({ ...texts, [field]: text });
    setWrong(wrong.filter((each) => each !== field));
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (busy) return;
    const reading = readRehearsal({ ...texts, worths }, base);
    setWrong(reading.ok ? [] : reading.fields);
    if (reading.ok && problemsOfParameters(study, reading.parameters).length === 0) onStart(reading.parameters);
  };
  const field = (name: PlainField) => (
    <TextField
      key={name}
      label={message(`design.rehearsal.field.${name}`)}
      help={message(`design.rehearsal.field.${name}.help`)}
      inputMode={name === 'seed' ? 'text' : 'decimal'}
      value={texts[name]}
      problem={wrong.includes(name) ? message(`design.rehearsal.field.${name}.wrong`) : null}
      onChange={(event) => set(name, event.target.value)}
    />
  );

  return (
    <form className="card rehearsal-form" onSubmit={submit} aria-label={message('design.rehearsal.assumptions')}>
      <div className="rehearsal-fields">
        {field('participants')}
        {field('seed')}
      </div>
      <fieldset className="rehearsal-group">
        <legend>{message('design.rehearsal.worths')}</legend>
        <p className="quiet">{message('design.rehearsal.worths.help')}</p>
        <div className="rehearsal-fields narrow">
          {study.arms.map(({ id, name }) => (
            <TextField
              key={id}
              label={name.trim() === '' ? id : name}
              inputMode="decimal"
              value={worths[id] ?? '0'}
              problem={wrong.includes(`worth:${id}`) ? message('design.rehearsal.worth.wrong') : null}
              onChange={(event) => {
                setTexts({ ...texts, worths: { ...worths, [id]: event.target.value } });
                setWrong(wrong.filter((each) => each !== `worth:${id}`));
              }}
            />
          ))}
        </div>
      </fieldset>
      <fieldset className="rehearsal-group">
        <legend>{message('design.rehearsal.people')}</legend>
        <div className="rehearsal-fields">{people.map(field)}</div>
      </fieldset>
      <fieldset className="rehearsal-group">
        <legend>{message('design.rehearsal.simulation')}</legend>
        <div className="rehearsal-fields">{simulation.map(field)}</div>
      </fieldset>
      <div className="row">
        <Button kind="primary" type="submit" unavailable={busy}>
          {message('design.rehearsal.start')}
        </Button>
        {wrong.length > 0 && <span role="alert">{message('design.rehearsal.put-right')}</span>}
      </div>
    </form>
  );
}
