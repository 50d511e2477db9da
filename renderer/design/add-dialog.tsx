import type { InstrumentEntry } from '../../shared/contract/design.ts';
import type { Study } from '../../shared/study/protocol.ts';
import type { Stage } from '../../shared/study/stages.ts';
import { Dialog } from '../ui/dialog.tsx';
import { message } from '../ui/messages.ts';
import { DesignIcon, type DesignIconName } from './design-icon.tsx';
import type { Selection } from './editing.ts';
import { newStage, stageKinds } from './new-stages.ts';
import { memberOf, withArmAdded, withSessionAdded } from './outline-edits.ts';

/** What can be put into a study: a stage of one of the kinds, a ready-made one, a session, an arm. */
export function AddDialog({
  study,
  selection,
  instruments,
  onStage,
  onSession,
  onArm,
  onClose,
}: {
  readonly study: Study;
  readonly selection: Selection;
  readonly instruments: readonly InstrumentEntry[];
  readonly onStage: (stage: Stage) => void;
  readonly onSession: () => void;
  readonly onArm: () => void;
  readonly onClose: () => void;
}) {
  return (
    <Dialog title={message('design.outline.add.title')} wide onClose={onClose}>
      <section className="add-group" aria-labelledby="add-stage">
        <div>
          <h3 id="add-stage">{message('design.outline.add.stage')}</h3>
          <p className="quiet">{whereAdded(study, selection)}</p>
        </div>
        <ul className="add-kinds">
          {stageKinds.map((kind) => (
            <Choice
              key={kind}
              icon={kind}
              title={message(`design.stage.${kind}`)}
              about={message(`design.stage.${kind}.about`)}
              onChoose={() => onStage(newStage(kind, study))}
            />
          ))}
        </ul>
      </section>
      {instruments.length > 0 && (
        <section className="add-group" aria-labelledby="add-ready">
          <h3 id="add-ready">{message('design.outline.add.ready')}</h3>
          <ul className="add-kinds">
            {instruments.map(({ instrumentId, title, description, stage }) => (
              <Choice key={instrumentId} icon={stage.kind} title={title} about={description} onChoose={() => onStage(stage)} />
            ))}
          </ul>
        </section>
      )}
      <section className="add-group" aria-labelledby="add-other">
        <h3 id="add-other">{message('design.outline.add.other')}</h3>
        <ul className="add-kinds">
          {withSessionAdded(study) !== null && (
            <Choice
              icon="session"
              title={message('design.outline.add.session')}
              about={message('design.outline.add.session.about')}
              onChoose={onSession}
            />
          )}
          {withArmAdded(study) !== null && (
            <Choice icon="arms" title={message('design.outline.add.arm')} about={message('design.outline.add.arm.about')} onChoose={onArm} />
          )}
        </ul>
      </section>
    </Dialog>
  );
}

function Choice({
  icon,
  title,
  about,
  onChoose,
}: {
  readonly icon: DesignIconName;
  readonly title: string;
  readonly about: string;
  readonly onChoose: () => void;
}) {
  return (
    <li>
      <button type="button" className="add-kind" onClick={onChoose}>
        <DesignIcon name={icon} size={20} />
        <span>
          <strong>{title}</strong>
          <span className="quiet">{about}</span>
        </span>
      </button>
    </li>
  );
}

function whereAdded(study: Study, selection: Selection): string {
  const member = memberOf(selection);
  const session = study.sessions[member !== null && member.kind !== 'arm' ? member.session : study.sessions.length - 1];
  const stage = member?.kind === 'stage' ? session?.stages[member.stage] : undefined;
  return stage === undefined
    ? message('design.outline.add.stage.end', { title: session?.title ?? '' })
    : message('design.outline.add.stage.where', { title: stage.title });
}
