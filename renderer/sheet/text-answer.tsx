import type { JudgementOf } from '../../shared/study/judgements.ts';
import { TextArea } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import { charactersToGo } from './missing-words.ts';
import type { JudgedSheet } from './use-judged-sheet.ts';

/** One box or several to write into, and a line that says when it is enough. */
export function TextAnswer({
  sheet,
  judgement,
  rows,
}: {
  readonly sheet: JudgedSheet;
  readonly judgement: JudgementOf<'text'>;
  readonly rows: number;
}) {
  const { id, boxes, minimumCharacters, maximumCharacters } = judgement;
  const toGo = charactersToGo(judgement, (boxId) => sheet.wordsIn(id, boxId));
  const written = boxes.some((box) => sheet.wordsIn(id, box.id).trim() !== '');
  return (
    <>
      <div className="feedback">
        {boxes.map((box) => {
          const text = sheet.wordsIn(id, box.id);
          const tooMany = text.trim().length - maximumCharacters;
          return (
            <div key={box.id} data-box={box.id}>
              <TextArea
                label={box.label}
                rows={rows}
                value={text}
                problem={tooMany > 0 ? message('participant.too-long', { count: tooMany }) : null}
                onChange={(event) => sheet.write(id, box.id, event.target.value)}
              />
            </div>
          );
        })}
      </div>
      {minimumCharacters > 0 && (
        <p className="enough" data-enough={written && toGo === 0 ? '' : undefined}>
          {!written ? (
            message('participant.at-least', { count: minimumCharacters })
          ) : toGo > 0 ? (
            message('participant.too-short', { count: toGo })
          ) : (
            <>
              <Icon name="check" size={18} />
              {message('participant.enough')}
            </>
          )}
        </p>
      )}
    </>
  );
}
