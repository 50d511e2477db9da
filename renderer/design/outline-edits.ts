import type { SessionPlan, Study } from '../../shared/study/protocol.ts';
import { stagesOf } from '../../shared/study/protocol.ts';
import type { Stage } from '../../shared/study/stages.ts';
import type { Selection } from './editing.ts';
import { inserted, moved, removed } from './forms/list-changes.ts';
import { armIdsOf, copyOfArm, copyOfSession, newArm, newSession, withGapsSettled } from './forms/new-members.ts';
import { formWords } from './forms/form-words.ts';
import { uniqueId } from './forms/unique-id.ts';

/** A study after a change in its outline, and what the outline chooses then. */
export interface OutlineEdit {
  readonly study: Study;
  readonly selection: Selection;
}

/** An arm, a session or a stage; null for the areas of which there is only one. */
export type Member =
  | { readonly kind: 'arm'; readonly arm: number }
  | { readonly kind: 'session'; readonly session: number }
  | { readonly kind: 'stage'; readonly session: number; readonly stage: number };

const mostArms = 6;
const mostSessions = 20;

export function memberOf(selection: Selection): Member | null {
  const [area, index, list, stage] = selection;
  if (typeof index !== 'number') return null;
  if (area === 'arms') return { kind: 'arm', arm: index };
  if (area !== 'sessions') return null;
  return list === 'stages' && typeof stage === 'number' ? { kind: 'stage', session: index, stage } : { kind: 'session', session: index };
}

/** One place up (-1) or down (1); a stage goes over into the session before or behind. Null at the ends. */
export function movedMember(study: Study, selection: Selection, by: -1 | 1): OutlineEdit | null {
  const member = memberOf(selection);
  switch (member?.kind) {
    case 'arm': {
      const to = member.arm + by;
      if (!(to in study.arms)) return null;
      return { study: { ...study, arms: [...moved(study.arms, member.arm, to)] }, selection: ['arms', to] };
    }
    case 'session': {
      const to = member.session + by;
      if (!(to in study.sessions)) return null;
      return { study: withSessions(study, moved(study.sessions, member.session, to)), selection: ['sessions', to] };
    }
    case 'stage':
      return movedStage(study, member.session, member.stage, by);
    case undefined:
      return null;
  }
}

function movedStage(study: Study, session: number, index: number, by: -1 | 1): OutlineEdit | null {
  const stages = study.sessions[session]?.stages ?? [];
  const stage = stages[index];
  if (stage === undefined) return null;
  if (index + by in stages) {
    return { study: withStages(study, session, moved(stages, index, index + by)), selection: stagePath(session, index + by) };
  }
  const neighbour = study.sessions[session + by];
  // A session is never left without a stage.
  if (neighbour === undefined || stages.length === 1) return null;
  const at = by < 0 ? neighbour.stages.length : 0;
  const without = withStages(study, session, removed(stages, index));
  return { study: withStages(without, session + by, inserted(neighbour.stages, at, stage)), selection: stagePath(session + by, at) };
}

/** A second one behind it, with ids of its own. Null where there may be no more. */
export function duplicatedMember(study: Study, selection: Selection): OutlineEdit | null {
  const member = memberOf(selection);
  switch (member?.kind) {
    case 'arm': {
      const arm = study.arms[member.arm];
      if (arm === undefined || study.arms.length >= mostArms) return null;
      const at = member.arm + 1;
      return { study: { ...study, arms: [...inserted(study.arms, at, copyOfArm(study, arm))] }, selection: ['arms', at] };
    }
    case 'session': {
      const session = study.sessions[member.session];
      if (session === undefined || study.sessions.length >= mostSessions) return null;
      const at = member.session + 1;
      return { study: withSessions(study, inserted(study.sessions, at, copyOfSession(study, session))), selection: ['sessions', at] };
    }
    case 'stage': {
      const stages = study.sessions[member.session]?.stages ?? [];
      const stage = stages[member.stage];
      if (stage === undefined) return null;
      const copy = { ...settledIn(study, stage), title: formWords('new.copy', { name: stage.title }) };
      return {
        study: withStages(study, member.session, inserted(stages, member.stage + 1, copy)),
        selection: stagePath(member.session, member.stage + 1),
      };
    }
    case undefined:
      return null;
  }
}

/** Without it; what came behind it, or before, is chosen then. Null where one has to stay. */
export function withoutMember(study: Study, selection: Selection): OutlineEdit | null {
  const member = memberOf(selection);
  switch (member?.kind) {
    case 'arm': {
      if (study.arms.length < 2 || !(member.arm in study.arms)) return null;
      return {
        study: { ...study, arms: [...removed(study.arms, member.arm)] },
        selection: ['arms', Math.min(member.arm, study.arms.length - 2)],
      };
    }
    case 'session': {
      if (study.sessions.length < 2 || !(member.session in study.sessions)) return null;
      return {
        study: withSessions(study, removed(study.sessions, member.session)),
        selection: ['sessions', Math.min(member.session, study.sessions.length - 2)],
      };
    }
    case 'stage': {
      const stages = study.sessions[member.session]?.stages ?? [];
      if (stages.length < 2 || !(member.stage in stages)) return null;
      return {
        study: withStages(study, member.session, removed(stages, member.stage)),
        selection: stagePath(member.session, Math.min(member.stage, stages.length - 2)),
      };
    }
    case undefined:
      return null;
  }
}

/** A stage put in behind the chosen one, or at the end of the chosen session, or of the last. */
export function withStageAdded(study: Study, selection: Selection, stage: Stage): OutlineEdit {
  const member = memberOf(selection);
  const session = member !== null && member.kind !== 'arm' ? member.session : study.sessions.length - 1;
  const stages = study.sessions[session]?.stages ?? [];
  const at = member?.kind === 'stage' ? member.stage + 1 : stages.length;
  return { study: withStages(study, session, inserted(stages, at, settledIn(study, stage))), selection: stagePath(session, at) };
}

export function withSessionAdded(study: Study): OutlineEdit | null {
  if (study.sessions.length >= mostSessions) return null;
  return {
    study: withSessions(study, [...study.sessions, newSession(study)]),
    selection: ['sessions', study.sessions.length],
  };
}

export function withArmAdded(study: Study): OutlineEdit | null {
  if (study.arms.length >= mostArms) return null;
  return { study: { ...study, arms: [...study.arms, newArm(study)] }, selection: ['arms', study.arms.length] };
}

/** The nearest thing that is there, for a selection whose arm, session or stage may be gone. */
export function settledSelection(study: Study, selection: Selection): Selection {
  const member = memberOf(selection);
  switch (member?.kind) {
    case 'arm':
      return study.arms.length === 0 ? ['arms'] : ['arms', Math.min(member.arm, study.arms.length - 1)];
    case 'session':
      return study.sessions.length === 0 ? [] : ['sessions', Math.min(member.session, study.sessions.length - 1)];
    case 'stage': {
      const session = Math.min(member.session, study.sessions.length - 1);
      const stages = study.sessions[session]?.stages ?? [];
      return stages.length === 0 ? settledSelection(study, ['sessions', session]) : stagePath(session, Math.min(member.stage, stages.length - 1));
    }
    case undefined:
      return selection;
  }
}

/** What the outline chooses to show the field at a path. */
export function selectionHolding(path: Selection): Selection {
  const [area, index, list, stage] = path;
  switch (area) {
    case 'arms':
      return typeof index === 'number' ? [area, index] : [area];
    case 'sessions':
      if (typeof index !== 'number') return [];
      return list === 'stages' && typeof stage === 'number' ? stagePath(index, stage) : [area, index];
    case 'allocation':
    case 'analysis':
    case 'blinding':
      return [area];
    default:
      return [];
  }
}

function stagePath(session: number, stage: number): Selection {
  return ['sessions', session, 'stages', stage];
}

/** A stage under ids that nothing else in the study has. */
function settledIn(study: Study, stage: Stage): Stage {
  const settled = { ...stage, id: uniqueId(stage.id, stagesOf(study).map((each) => each.id)) };
  if (settled.kind !== 'practice') return settled;
  const taken = [...armIdsOf(study)];
  const arms = settled.arms.map((arm) => {
    const id = uniqueId(arm.id, taken);
    taken.push(id);
    return { ...arm, id };
  });
  return { ...settled, arms };
}

function withSessions(study: Study, sessions: readonly SessionPlan[]): Study {
  return { ...study, sessions: [...withGapsSettled(sessions)] };
}

function withStages(study: Study, session: number, stages: readonly Stage[]): Study {
  return {
    ...study,
    sessions: study.sessions.map((plan, index) => (index === session ? { ...plan, stages: [...stages] } : plan)),
  };
}
